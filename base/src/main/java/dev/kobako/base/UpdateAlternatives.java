package dev.kobako.base;

/**
 * The names that several packages could have, such as {@code /usr/bin/java} and {@code
 * /usr/bin/awk}: links to the package with the highest priority, and the records that a later
 * update-alternatives(1) reads.
 */
final class UpdateAlternatives implements Effect {
  @Override
  public String standsFor() {
    return InstallationWorld.PROGRAM;
  }

  @Override
  public void apply(Draft draft) {
    Alternatives alternatives = Alternatives.of(draft.packages(), draft.tree());
    alternatives.links().forEach(draft::link);
    if (draft.has("/usr/bin/" + InstallationWorld.PROGRAM)) {
      alternatives.records().forEach(draft::file);
    }
    alternatives.notes().forEach(note -> draft.note(note.packageName(), note.text()));
  }
}
