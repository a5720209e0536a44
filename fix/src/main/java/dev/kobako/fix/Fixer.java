package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.lint.Pragmas;
import dev.kobako.project.ProjectFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes fixes until nothing is left that one of them would change. */
public final class Fixer {
  /** Each round does all that is apart; what is left has to do with what was done. */
  private static final int MOST_ROUNDS = 50;

  private final List<Fix> fixes;
  private final Optional<ProjectFolder> context;

  /**
   * Some fixes.
   *
   * @param fixes the order in which they are made
   */
  public Fixer(List<Fix> fixes) {
    this(fixes, Optional.empty());
  }

  /**
   * Some fixes for a Dockerfile whose context is known.
   *
   * @param context the folder that COPY takes files from
   */
  public Fixer(List<Fix> fixes, Optional<ProjectFolder> context) {
    this.fixes = List.copyOf(fixes);
    this.context = context;
  }

  /** The fixes that it makes. */
  public List<Fix> fixes() {
    return fixes;
  }

  /**
   * Makes the fixes. A comment that switches off all rules that a fix answers, for a line or the
   * file, keeps the fix from it.
   *
   * @throws KobakoException a finding with line and caret, where no build would read the text
   */
  public FixedFile fix(SourceText source) {
    EditedText text = new EditedText(source);
    List<FixedFile.Applied> applied = new ArrayList<>();
    boolean changed = true;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      for (Fix fix : fixes) {
        changed |= make(fix, text, applied);
      }
    }
    applied.sort(Comparator.comparingInt(FixedFile.Applied::line));
    return new FixedFile(source, text.source(), applied);
  }

  private boolean make(Fix fix, EditedText text, List<FixedFile.Applied> applied) {
    FixableFile file = FixableFile.of(text.source(), context);
    Pragmas pragmas = Pragmas.of(file.syntax());
    List<Change> made = new ArrayList<>();
    List<Edit> edits = new ArrayList<>();
    for (Change change : fix.changes(file)) {
      if (isWanted(fix, change, file, pragmas) && isApart(change, edits)) {
        made.add(change);
        edits.addAll(change.edits());
      }
    }
    if (made.isEmpty()) {
      return false;
    }
    List<FixedFile.Applied> now =
        made.stream()
            .map(each ->
                new FixedFile.Applied(
                    fix, text.lineBefore(each.statement().span().start()), each.says()))
            .toList();
    if (text.apply(edits)) {
      applied.addAll(now);
      return true;
    }
    // One of them breaks the file. Its neighbours' turn comes again.
    for (int i = 0; i < made.size(); i++) {
      if (text.apply(made.get(i).edits())) {
        applied.add(now.get(i));
        return true;
      }
    }
    return false;
  }

  private static boolean isWanted(Fix fix, Change change, FixableFile file, Pragmas pragmas) {
    int line = file.syntax().source().line(change.statement().span().start());
    List<String> answers = fix.description().answers();
    return answers.isEmpty() || !answers.stream().allMatch(rule -> pragmas.ignores(rule, line));
  }

  private static boolean isApart(Change change, List<Edit> edits) {
    return change.edits().stream().allMatch(each -> edits.stream().allMatch(each::isApartFrom));
  }
}
