//go:build js && wasm

// Command agent is agent.wasm: the module that the extension loads when an
// update or a report is due. It is a rim around packages update and report and
// the only code of the extension's modules that touches syscall/js.
//
// One instance does one job. The host leaves an object in the global
// decknameAgent right before it starts the program, which takes the object and
// deletes the global before it does anything else. It answers by one call of
// done, with a result or with {code}, and exits. The format of both is
// docs/spec/updates.md, section "Host calls".
//
// # Trust
//
// The module has no network and no storage of its own: it asks the host for
// bytes and believes none of them.
package main

import (
	"syscall/js"

	"deckname/wasm/report"
	"deckname/wasm/update"
)

const global = "decknameAgent"

func main() {
	job := js.Global().Get(global)
	js.Global().Delete(global)
	job.Call("done", answer(job))
}

// answer does the job. A panic becomes a code and its value, which may quote
// what was fetched, is dropped.
func answer(job js.Value) (result any) {
	defer func() {
		if recover() != nil {
			result = failure(update.CodeInternal)
		}
	}()
	switch job.Get("task").String() {
	case "refresh":
		return refresh(job)
	case "report":
		return encode(job)
	}
	return failure(update.CodeRequest)
}

func refresh(job js.Value) any {
	wanted := update.Wanted{
		RootSHA256: text(job.Get("rootSha256")),
		Root:       bytes(job.Get("root")),
		Channel:    text(job.Get("channel")),
	}
	floor := job.Get("floor")
	if floor.Type() != js.TypeNumber || !(floor.Float() >= 0 && floor.Float() < 1<<53) {
		return failure(update.CodeRequest)
	}
	wanted.Floor = uint64(floor.Float())
	found, err := update.Refresh(world{job}, wanted)
	if err != nil {
		return failure(update.CodeOf(err))
	}
	var notice any
	if n := found.Notice; n != nil {
		notice = map[string]any{"id": n.ID, "published": n.Published, "de": n.DE, "en": n.EN}
	}
	var names any
	if found.Model != nil {
		names = array(found.Model)
	}
	var sites any
	if found.Sites != nil {
		sites = array(found.Sites)
	}
	return map[string]any{
		"names":  names,
		"sites":  sites,
		"rules":  map[string]any{"serial": found.Serial, "bytes": array(found.Pack)},
		"notice": notice,
		"versions": map[string]any{
			"root":      found.Versions.Root,
			"timestamp": found.Versions.Timestamp,
			"snapshot":  found.Versions.Snapshot,
			"targets":   found.Versions.Targets,
		},
	}
}

func encode(job js.Value) any {
	counts, err := report.DecodeSparse([]byte(text(job.Get("counts"))))
	if err != nil {
		return failure(update.CodeRequest)
	}
	body, err := report.Encode(report.Report{Day: text(job.Get("day")), Counts: counts})
	if err != nil {
		return failure(update.CodeRequest)
	}
	return map[string]any{"body": array(body)}
}

func failure(code update.Code) any {
	return map[string]any{"code": string(code)}
}
