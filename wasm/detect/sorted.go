package detect

// sorted sorts in place: by insertion while the list is short or nearly sorted,
// as candidates almost always are, else as a heap. No two candidates are equal
// under an order, so the result is the same. slices.SortFunc would do as well and
// is much larger in wasm.
func sorted(list []candidate, order func(a, b *candidate) int) {
	moves := 4 * len(list)
	for i := 1; i < len(list); i++ {
		for k := i; k > 0 && order(&list[k-1], &list[k]) > 0; k-- {
			list[k-1], list[k] = list[k], list[k-1]
			moves--
		}
		if moves < 0 && len(list) > 16 {
			heap(list, order)
			return
		}
	}
}

func heap(list []candidate, order func(a, b *candidate) int) {
	sink := func(i, n int) {
		for {
			child := 2*i + 1
			if child >= n {
				return
			}
			if child+1 < n && order(&list[child], &list[child+1]) < 0 {
				child++
			}
			if order(&list[i], &list[child]) >= 0 {
				return
			}
			list[i], list[child] = list[child], list[i]
			i = child
		}
	}
	for i := len(list)/2 - 1; i >= 0; i-- {
		sink(i, len(list))
	}
	for n := len(list) - 1; n > 0; n-- {
		list[0], list[n] = list[n], list[0]
		sink(0, n)
	}
}
