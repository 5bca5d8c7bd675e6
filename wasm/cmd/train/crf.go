package main

import (
	"math"
	"math/rand/v2"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

const lanes = model.Labels - 1

// run is one sequence of candidates with what they are.
type run struct {
	features [][]uint32
	labels   []model.Label
	document int
	weight   float32 // of its gradient
}

// crf is a chain of labels: log-linear, first order. The label None weighs
// nothing, so that a row has one lane for each other label.
type crf struct {
	mask           uint32
	weight, second [][lanes]float32
	next, second0  [model.Labels][model.Labels]float32
	space          lattice
}

// lattice is the working memory for one run.
type lattice struct {
	emit, fore []vector
	gradient   [][lanes]float32
}

type vector = [model.Labels]float64

func newCRF(rowBits int) *crf {
	return &crf{mask: 1<<rowBits - 1, weight: make([][lanes]float32, 1<<rowBits), second: make([][lanes]float32, 1<<rowBits)}
}

// step moves a weight against a gradient, the shorter the more it has moved (AdaGrad).
func step(w, second *float32, d, rate float32) {
	*second += d * d
	*w -= rate * d / (1e-3 + float32(math.Sqrt(float64(*second))))
}

// train makes passes over the runs in random order.
func (c *crf) train(runs []run, s settings, g *rand.Rand) {
	for range s.epochs {
		g.Shuffle(len(runs), func(i, j int) { runs[i], runs[j] = runs[j], runs[i] })
		for i := range runs {
			c.learn(&runs[i], float32(s.rate))
		}
		c.shrink(float32(s.shrink))
	}
}

// shrink takes from every weight what one pass must have earned, so that weights
// without evidence become zero (L1).
func (c *crf) shrink(by float32) {
	for i := range c.weight {
		for y, w := range c.weight[i] {
			if w == 0 {
				continue
			}
			s := by / (1e-3 + float32(math.Sqrt(float64(c.second[i][y]))))
			switch {
			case w > s:
				c.weight[i][y] = w - s
			case w < -s:
				c.weight[i][y] = w + s
			default:
				c.weight[i][y] = 0
			}
		}
	}
}

// learn makes one step towards the labels of a run.
func (c *crf) learn(r *run, rate float32) {
	l := &c.space
	n := len(r.labels)
	for len(l.emit) < n {
		l.emit, l.fore = append(l.emit, vector{}), append(l.fore, vector{})
		l.gradient = append(l.gradient, [lanes]float32{})
	}
	next := c.transitions()
	c.forward(r, &next)
	pairs := c.backward(r, &next)
	for i := range n {
		for y, d := range l.gradient[i] {
			d *= r.weight
			if d > -1e-3 && d < 1e-3 {
				continue
			}
			for _, f := range r.features[i] {
				j := f & c.mask
				step(&c.weight[j][y], &c.second[j][y], d, rate)
			}
		}
	}
	for x := range pairs {
		for y, p := range pairs[x] {
			if d := float32(p) * r.weight; (d > 1e-3 || d < -1e-3) && (x|y) != 0 && tagger.Legal(uint8(x), uint8(y)) {
				step(&c.next[x][y], &c.second0[x][y], d, rate)
			}
		}
	}
}

func (c *crf) transitions() (next [model.Labels]vector) {
	for a := range next {
		for b := range next[a] {
			if tagger.Legal(uint8(a), uint8(b)) {
				next[a][b] = math.Exp(float64(c.next[a][b]))
			}
		}
	}
	return next
}

// emission returns the odds of the labels of one word, seen alone.
func (c *crf) emission(features []uint32) (e vector) {
	var sum [lanes]float32
	for _, f := range features {
		w := &c.weight[f&c.mask]
		for y := range sum {
			sum[y] += w[y]
		}
	}
	top := float32(0)
	for _, x := range sum {
		top = max(top, x)
	}
	e[0] = math.Exp(float64(-top))
	for y, x := range sum {
		e[y+1] = math.Exp(float64(x - top))
	}
	return e
}

// forward fills emit and fore; the odds of each word are scaled to a sum of one.
func (c *crf) forward(r *run, next *[model.Labels]vector) {
	l := &c.space
	before := vector{1}
	for i := range r.labels {
		l.emit[i] = c.emission(r.features[i])
		var now vector
		sum := 0.0
		for y := range now {
			for x := range before {
				now[y] += before[x] * next[x][y]
			}
			now[y] *= l.emit[i][y]
			sum += now[y]
		}
		for y := range now {
			now[y] /= sum
		}
		l.fore[i], before = now, now
	}
}

// backward fills the gradient of the words and returns that of the pairs of labels.
func (c *crf) backward(r *run, next *[model.Labels]vector) (pairs [model.Labels]vector) {
	l := &c.space
	var back vector
	for y := range back {
		back[y] = 1
	}
	for i := len(r.labels) - 1; i >= 0; i-- {
		all := 0.0
		for y := range back {
			all += l.fore[i][y] * back[y]
		}
		for y := range lanes {
			l.gradient[i][y] = float32(l.fore[i][y+1] * back[y+1] / all)
		}
		if y := r.labels[i]; y > 0 {
			l.gradient[i][y-1]--
		}
		before, label := vector{1}, model.None
		if i > 0 {
			before, label = l.fore[i-1], r.labels[i-1]
		}
		var left vector
		z, sum := 0.0, 0.0
		for x := range left {
			for y := range back {
				left[x] += next[x][y] * l.emit[i][y] * back[y]
			}
			z += before[x] * left[x]
			sum += left[x]
		}
		for x := range left {
			for y := range back {
				pairs[x][y] += before[x] * next[x][y] * l.emit[i][y] * back[y] / z
			}
		}
		pairs[label][r.labels[i]]--
		for x := range left {
			left[x] /= sum
		}
		back = left
	}
	return pairs
}
