// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
// Holds an open page against WCAG 2.2 A and AA and good practice with axe-core; `load` once a page, then `findings` as often as it looks
// another way. Its own frame alone: a report in a frame is looked at by itself.
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const colours = ['color-contrast', 'link-in-text-block'];

const violations = (runOnly) => window.axe.run({ iframes: false, resultTypes: ['violations'], runOnly })
    .then((result) => result.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.length}x, ${v.nodes[0].target})`));

module.exports = (fromFolder) => {
    const { source } = fromFolder('axe-core');
    return {
        load: (page) => page.evaluate(source),
        findings: (page) => page.evaluate(violations, { type: 'tag', values: tags }),
        // All that another colour scheme changes.
        colourFindings: (page) => page.evaluate(violations, { type: 'rule', values: colours }),
    };
};
