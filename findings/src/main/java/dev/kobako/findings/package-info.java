/**
 * Findings: what a command has to say against an image or a file, and the forms in which people,
 * pipelines and editors read it. Start at {@link dev.kobako.findings.FindingReport}, and let {@link
 * dev.kobako.findings.FindingFormat} write it.
 *
 * <p>Knows nothing of who finds what: rules come with the report.
 */
@NullMarked
package dev.kobako.findings;

import org.jspecify.annotations.NullMarked;
