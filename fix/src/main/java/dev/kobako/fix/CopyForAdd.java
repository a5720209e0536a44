package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** COPY where nothing is fetched or unpacked. */
final class CopyForAdd implements Fix {
  /** What docker's documentation has as archives, by the names that they mostly have. */
  private static final List<String> ARCHIVES =
      List.of(".tar", ".gz", ".tgz", ".bz2", ".tbz", ".xz", ".txz", ".lzma", ".tlz", ".zst", ".z");

  @Override
  public Description description() {
    return new Description(
        "copy-for-add",
        List.of("DL3020"),
        "Use COPY for files and folders, which neither fetches nor unpacks",
        Promise.SAME);
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      for (Instruction.Copy copy : stage.all(Instruction.Copy.class)) {
        if (copy.add() && isCopy(copy)) {
          changes.add(change(file, copy));
        }
      }
    }
    return changes;
  }

  private static boolean isCopy(Instruction.Copy add) {
    return add.checksum().isEmpty()
        && !add.keepGitDir()
        && add.unpack().isEmpty()
        && add.sources().stream().allMatch(CopyForAdd::isPlain);
  }

  /** What a variable or a pattern stands for may be an archive. */
  private static boolean isPlain(String source) {
    String name = source.toLowerCase(Locale.ROOT);
    return name.chars().noneMatch(c -> "$*?[\"'\\`".indexOf(c) >= 0)
        && !name.contains("://")
        // git's repositories by ssh
        && !name.matches("[^/]*@[^/]*:.*")
        && ARCHIVES.stream().noneMatch(name::endsWith);
  }

  private static Change change(FixableFile file, Instruction.Copy add) {
    int start = add.statement().span().start();
    Span keyword = new Span(start, start + add.statement().keyword().length());
    boolean small = file.syntax().source().text(keyword).startsWith("a");
    return new Change(
        add.statement(),
        "COPY in place of ADD",
        List.of(new Edit(keyword, small ? "copy" : "COPY")));
  }
}
