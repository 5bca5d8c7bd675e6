package detect

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSortedSortsAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 17, 1000} {
		for _, kind := range []string{"random", "sorted", "reversed"} {
			list := make([]candidate, n)
			for i := range list {
				list[i] = candidate{start: r.IntN(n), end: n + r.IntN(9), rule: int32(i), score: uint8(r.IntN(4)), priority: uint8(r.IntN(3))}
			}
			for _, order := range []func(a, b *candidate) int{byStart, byRank} {
				switch kind {
				case "sorted":
					slices.SortFunc(list, func(a, b candidate) int { return order(&a, &b) })
				case "reversed":
					slices.SortFunc(list, func(a, b candidate) int { return order(&b, &a) })
				}
				want := slices.Clone(list)
				slices.SortFunc(want, func(a, b candidate) int { return order(&a, &b) })
				if sorted(list, order); !slices.Equal(list, want) {
					t.Errorf("%d %s candidates: wrong order", n, kind)
				}
			}
		}
	}
}
