"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.explain = explain;
exports.insist = insist;
const n8n_workflow_1 = require("n8n-workflow");
/** Turn a problem of Consilium's into an error that shows what to do next, and when to come back. */
async function explain(items, response) {
    const { statusCode, headers, body } = response;
    if (statusCode < 400) {
        return items;
    }
    const problem = (typeof body === 'object' && body !== null ? body : {});
    const wait = headers['retry-after'];
    const title = `Consilium: ${problem.title ?? 'the reply could not be read'} (${statusCode})`;
    const words = [
        problem.detail,
        problem.next_step && `Next step: ${problem.next_step}`,
        wait && `Come back in ${String(wait)} s.`,
    ].filter(Boolean);
    // An error branch is given the message alone, so the next step must stand in it, too.
    throw new n8n_workflow_1.NodeApiError(this.getNode(), problem, {
        message: [title, ...words].join(' · '),
        description: words.join(' · ') || 'See whether a proxy stands in between.',
        httpCode: String(statusCode),
        itemIndex: this.getItemIndex(),
    });
}
/** A successful reply must say something: an empty body is not a verdict. */
async function insist(items, response) {
    const { body } = response;
    const said = typeof body === 'object' && body !== null && Object.keys(body).length > 0;
    if (!said) {
        throw new n8n_workflow_1.NodeApiError(this.getNode(), {}, {
            message: `Consilium: an empty or unreadable reply (${response.statusCode})`,
            description: 'See whether the Base URL leads to consilium serve, without a proxy that answers for it.',
            httpCode: String(response.statusCode),
            itemIndex: this.getItemIndex(),
        });
    }
    return items;
}
