"""What of the scripts keeps operations from being lost, doubled or stuck; a control takes one away, and the judge must find it.

Each says which script, what stands there, and what would stand there without it.
"""

ANY_END = (
    "sender",
    "catch (error) { await meet(run, batch, error); return true; }",
    "catch (error) { await box.settle(batch, { clock: '', items: batch.map(o => ({ uuid: o.uuid, state: 'applied' })) }); return true; }",
)
BY_STATUS = (
    "sender",
    "    // Somebody else signed in meanwhile",
    "    if (!answer.items) { answer = { user: me.user, items: batch.map(o => ({ uuid: o.uuid, state: 'applied' })) }; }\n    //",
)
ANY_KIND = ("sender", "if (!/^application\\/json/.test(", "if (!/./.test(")
ANY_BODY = (
    "sender",
    "return response.json();",
    "return response.json().catch(() => ({ v: 1 }));",
)
ANY_VERSION = ("sender", "if (said.v !== 1) {", "if (said.v > 1) {")
FOLLOWED = ("sender", "redirect: 'manual'", "redirect: 'follow'")
OTHER_PERSON = ("sender", "if (answer.user !== me.user)", "if (answer.user === 0)")
ANEW = (
    "sender",
    "catch (error) { await meet(",
    "catch (error) { const was = await Promise.all(batch.map(o => offline.vault.read(o.own, o.uuid)));"
    " await box.settle(batch, { clock: '', items: batch.map(o => ({ uuid: o.uuid, state: 'applied' })) });"
    " await offline.outbox.add(was.map(o => Object.assign({}, o, { uuid: offline.outbox.newUuid() }))); await meet(",
)
REFUSED_GOES = (
    "sender",
    "    var why = error.why;",
    "    var why = error.why; if (error.status > 400 && error.status < 500) { await box.settle(batch, { clock: '', items: batch.map(o => ({ uuid: o.uuid, state: 'applied' })) }); return; }",
)
ONE_GREETING = (
    "sender",
    "var me = await ask(",
    "var me = sender.me = sender.me || await ask(",
)
NO_HALVES = ("sender", "if (ONE.indexOf(error.status) < 0)", "if (true)")
NO_PATIENCE = (
    "sender",
    "setTimeout(function () { giveUp(); reject(stop('network')); }, times.patience)",
    "0",
)
UNNAMED = (
    "outbox",
    "var one = said[record.uuid] || {};",
    "var one = said[record.uuid] || { state: 'applied' };",
)
NAMED_GOES = (
    "outbox",
    "FINAL = ['applied', 'identical']",
    "FINAL = ['applied', 'identical', 'conflict', 'refused', 'waiting']",
)
ANYBODYS = (
    "outbox",
    "var found = await inState(author, 'queued', function (index, range) { return index.getAll(range, 500); });",
    "var found = await store.within(['outbox'], 'readonly', function (of) { return of('outbox').getAll(); });",
)
NO_LOCK = (
    "sender",
    "if (root.navigator.locks) { return locked(root.navigator.locks, act); }",
    "return act();",
)
NO_STEALING = (
    "sender",
    "setTimeout(function () { request({ steal: true }); }, times.lease * 4)",
    "0",
)
NO_LEASE = ("sender", "    while (!await lease())", "    while (false)")
LEASE_FOR_EVER = (
    "sender",
    "kept.holder === mine || kept.until < now || kept.until > now + times.lease",
    "kept.holder === mine",
)
CLOCK_TRUSTED = (
    "outbox",
    "record.after <= now || record.after > now + HOUR",
    "record.after <= now",
)
HARD_OLD = ("store", "asked.result.close(); connection = null;", "")
NEVER_MIND = ("outbox", "!record.tried && record.seq > sent", "true")
EARLY = (
    "outbox",
    "try { await put(records); } catch",
    "try { put(records).catch(() => 0); } catch",
)
NO_SHRINKING = ("sender", "if (why === 'network') { reach = Math.ceil(batch.length / 4); }", "")
ABORT_TRUSTED = ("sender", "giveUp(); reject(stop('network'));", "giveUp();")
ABORT_EXPECTED = (
    "sender",
    "root.AbortController ? new root.AbortController() : { abort: function () {} }",
    "new root.AbortController()",
)
NO_SECOND_LOOK = (
    "sender",
    "if (running) { return next = next || running.then(function () { next = null; return attempt(); }); }",
    "if (running) { return running; }",
)
WITH_THE_COPY = (
    "outbox",
    "if (what === 'opened') { resealed(); }",
    "if (what === 'opened') { resealed(); }"
    " if (what === 'dropped') { store.within(['outbox'], 'readwrite', function (of) { of('outbox').clear(); }); }",
)
