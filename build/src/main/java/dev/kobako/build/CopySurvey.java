package dev.kobako.build;

import dev.kobako.tree.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one walk through sources of a context finds. As long as every file's digest is remembered
 * from an earlier build, the walk makes the digests of the whole as it goes: of a hundred thousand
 * unchanged files a second walk would take as long as the first.
 */
final class CopySurvey {
  private final List<List<Entry.RegularFile>> files = new ArrayList<>();
  private final CopyDigests digests = new CopyDigests();
  private boolean known = true;

  private CopySurvey() {}

  /** Walks through sources. */
  static CopySurvey of(List<CopiedSource> sources) {
    CopySurvey survey = new CopySurvey();
    sources.forEach(survey::add);
    return survey;
  }

  private void add(CopiedSource source) {
    List<Entry.RegularFile> found = new ArrayList<>();
    files.add(found);
    if (digests.source(source)) {
      SourceTree tree = source.source();
      source.walk((path, below, entry, inPassing) -> {
        if (entry instanceof Entry.RegularFile file) {
          found.add(file);
          known = known && tree.isKnown(file);
          if (known) {
            digests.file(below, file, tree.sha256(path, file));
          }
        } else if (known) {
          digests.other(below, entry, inPassing);
        }
      });
    }
  }

  /** The regular files of each source; none of those that are not trees. */
  List<List<Entry.RegularFile>> files() {
    return files;
  }

  /** The digests; null where a file has to be read for them. To be asked for once. */
  CopyDigests.@Nullable Made digests() {
    return known ? digests.made() : null;
  }
}
