package dev.kobako.base;

/**
 * The links of {@link Alternatives}. What dpkg remembers of them is written only where
 * update-alternatives is there to read it.
 */
final class AlternativeLinks implements Effect {
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
