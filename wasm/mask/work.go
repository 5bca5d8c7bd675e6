package mask

// Costs of work, in bytes that take about as long to scan.
const (
	perFind   = 48
	perEntry  = 80
	perSlot   = 4
	perBatch  = 4096 // slots, and bytes of text, between two reports
	perLookup = 32
)

// OnWork makes everything that a table does with long texts report its work: in
// bytes that take about as long to scan. The caller may pause in between; the
// table must not be used meanwhile.
func (t *Table) OnWork(report func(bytes int)) { t.report = report }

func (t *Table) work(bytes int) {
	if t.report != nil {
		t.report(bytes)
	}
}
