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
  private final Optional<IgnoreFile> ignoreFile;

  /**
   * Some fixes.
   *
   * @param fixes the order in which they are made
   */
  public Fixer(List<Fix> fixes) {
    this(fixes, Optional.empty(), Optional.empty());
  }

  /**
   * Some fixes for a Dockerfile whose context is known.
   *
   * @param context the folder that COPY takes files from
   * @param ignoreFile what keeps some of that away, where it may be changed
   */
  public Fixer(List<Fix> fixes, Optional<ProjectFolder> context, Optional<IgnoreFile> ignoreFile) {
    this.fixes = List.copyOf(fixes);
    this.context = context;
    this.ignoreFile = ignoreFile;
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
    Work work = new Work(text, ignoreFile);
    boolean changed = true;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      for (Fix fix : fixes) {
        changed |= work.make(fix);
      }
    }
    work.applied.sort(Comparator.comparingInt(FixedFile.Applied::line));
    return new FixedFile(source, text.source(), work.ignored, work.applied, work.refused());
  }

  private static boolean isWanted(Fix fix, Change change, FixableFile file, Pragmas pragmas) {
    int line = file.syntax().source().line(change.statement().span().start());
    List<String> answers = fix.description().answers();
    return answers.isEmpty() || !answers.stream().allMatch(rule -> pragmas.ignores(rule, line));
  }

  private static boolean isApart(Change change, List<Edit> edits) {
    return change.edits().stream().allMatch(each -> edits.stream().allMatch(each::isApartFrom));
  }

  /** The files as they have become. */
  private final class Work {
    private final EditedText text;
    private final List<FixedFile.Applied> applied = new ArrayList<>();
    private Optional<IgnoreFile> ignored;

    Work(EditedText text, Optional<IgnoreFile> ignored) {
      this.text = text;
      this.ignored = ignored;
    }

    boolean make(Fix fix) {
      FixableFile file = FixableFile.of(text.source(), context, ignored);
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
                      fix,
                      text.lineBefore(each.statement().span().start()),
                      each.says(),
                      fix.description().promise().of(each)))
              .toList();
      if (text.apply(edits)) {
        made.forEach(this::ignore);
        applied.addAll(now);
        return true;
      }
      // One of them breaks the file. Its neighbours' turn comes again.
      for (int i = 0; i < made.size(); i++) {
        if (text.apply(made.get(i).edits())) {
          ignore(made.get(i));
          applied.add(now.get(i));
          return true;
        }
      }
      return false;
    }

    List<FixedFile.Refused> refused() {
      FixableFile file = FixableFile.of(text.source(), context, ignored);
      return fixes.stream()
          .flatMap(fix ->
              fix.refusals(file).stream()
                  .map(each ->
                      new FixedFile.Refused(
                          fix, text.lineBefore(each.statement().span().start()), each.why())))
          .toList();
    }

    private void ignore(Change change) {
      ignored = ignored.map(it -> it.with(change.ignored()));
    }
  }
}
