// Photographs workflows in n8n's editor; tools/picture_n8n.py says which, where and as whom.
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
// Only what stands on the canvas is wanted: no bars, no buttons, no dots.
const BARE = `
	.vue-flow__panel, .vue-flow__background, [data-test-id="canvas-handle-plus-wrapper"] { display: none !important; }
`;
const hideTheRest = () => {
	const canvas = document.querySelector('.vue-flow');
	for (const one of document.querySelectorAll('body *')) {
		if (one instanceof HTMLElement && !canvas.contains(one) && !one.contains(canvas)) {
			one.style.setProperty('visibility', 'hidden', 'important');
		}
	}
};
const plan = JSON.parse(process.argv[2]);
const profile = mkdtempSync(join(tmpdir(), 'picture-'));
const context = await chromium.launchPersistentContext(profile, {
	executablePath: plan.browser,
	headless: true,
	viewport: { width: 1800, height: 900 },
	args: [
		'--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
		'--disable-background-networking', '--disable-component-update', '--disable-sync',
	],
});
try {
	const page = await context.newPage();
	// Nothing of the editor's is fetched from elsewhere.
	await page.route((url) => url.origin !== plan.url, (route) => route.abort());
	await page.request.post(`${plan.url}/rest/login`, {
		data: { emailOrLdapLoginId: plan.owner.email, password: plan.owner.password },
	});
	for (const { id, path, width, height } of plan.pictures) {
		// The picture is as wide as the canvas at 60 %, within reason, and as high as it then must be.
		const wide = Math.min(1850, Math.max(1200, Math.round(width * 0.6)));
		await page.setViewportSize({ width: wide, height: Math.round((height / width) * wide) + 120 });
		await page.goto(`${plan.url}/workflow/${id}`);
		await page.locator('.vue-flow__node').first().waitFor();
		await page.addStyleTag({ content: BARE });
		await page.waitForTimeout(1500);
		await page.keyboard.press('1'); // n8n's own key for "fit to view"
		await page.waitForTimeout(1200);
		await page.evaluate(hideTheRest);
		await page.waitForTimeout(1000); // buttons fade
		await page.locator('.vue-flow').screenshot({ path });
	}
} finally {
	await context.close();
	rmSync(profile, { recursive: true, force: true });
}
