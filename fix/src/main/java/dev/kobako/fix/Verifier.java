package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.project.ProjectFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps of the fixes those whose promises hold: the Dockerfile is built before and after, and the
 * images are compared. Where they don't hold for all, halves are tried, down to single fixes.
 */
public final class Verifier {
  private static final int SHOWN = 3;

  private final List<Fix> fixes;
  private final Optional<ProjectFolder> context;
  private final Optional<IgnoreFile> ignoreFile;
  private final ImageBuilder builder;

  /**
   * Some fixes.
   *
   * @param fixes the order in which they are made
   * @param context the folder that COPY takes files from
   * @param ignoreFile what keeps some of that away, where it may be changed
   */
  public Verifier(
      List<Fix> fixes,
      Optional<ProjectFolder> context,
      Optional<IgnoreFile> ignoreFile,
      ImageBuilder builder) {
    this.fixes = List.copyOf(fixes);
    this.context = context;
    this.ignoreFile = ignoreFile;
    this.builder = builder;
  }

  /**
   * Fixes a Dockerfile as far as promises hold.
   *
   * @throws KobakoException where the Dockerfile as it is can't be read or built
   */
  public Verified verify(SourceText source) throws IOException {
    FixedFile all = fixer(fixes).fix(source);
    BuiltImage before = builder.build(source, Optional.empty(), false);
    if (!all.isChanged()) {
      return new Verified(all, List.of(), before.size(), before.size(), 0);
    }
    PromiseCheck check = new PromiseCheck(before, builder.build(source, Optional.empty(), true));
    Trial trial = new Trial(source, check);
    List<Fix> wanted =
        fixes.stream()
            .filter(fix -> all.applied().stream().anyMatch(each -> each.fix().equals(fix)))
            .toList();
    List<Fix> kept = trial.keep(List.of(), wanted);
    FixedFile fixed = fixer(kept).fix(source);
    BuiltImage after = build(fixed);
    return new Verified(fixed, trial.dropped, before.size(), after.size(), check.restless());
  }

  private Fixer fixer(List<Fix> made) {
    return new Fixer(made, context, ignoreFile);
  }

  private BuiltImage build(FixedFile fixed) throws IOException {
    return builder.build(fixed.after(), fixed.newIgnoreFile(), false);
  }

  /** The search for the fixes whose promises hold together. */
  private final class Trial {
    private final SourceText source;
    private final PromiseCheck check;
    private final List<Verified.Dropped> dropped = new ArrayList<>();

    Trial(SourceText source, PromiseCheck check) {
      this.source = source;
      this.check = check;
    }

    /** What of some fixes can be made beside those that are kept already, with these. */
    List<Fix> keep(List<Fix> kept, List<Fix> more) throws IOException {
      List<Fix> both =
          fixes.stream().filter(fix -> kept.contains(fix) || more.contains(fix)).toList();
      Optional<String> fault = fault(both);
      if (fault.isEmpty()) {
        return both;
      }
      if (more.size() == 1) {
        dropped.add(new Verified.Dropped(more.getFirst(), fault.get()));
        return kept;
      }
      int half = more.size() / 2;
      List<Fix> first = keep(kept, more.subList(0, half));
      return keep(first, more.subList(half, more.size()));
    }

    /** What is wrong with fixes. */
    private Optional<String> fault(List<Fix> tried) throws IOException {
      FixedFile fixed = fixer(tried).fix(source);
      if (!fixed.isChanged()) {
        return Optional.empty();
      }
      Promise promise =
          fixed.applied().stream()
              .map(FixedFile.Applied::promise)
              .distinct()
              .reduce(Promise.SAME, Promise::and);
      try {
        List<String> broken = check.broken(promise, build(fixed));
        return broken.isEmpty() ? Optional.empty() : Optional.of(shown(broken));
      } catch (KobakoException e) {
        return Optional.of(
            "the build fails: " + e.diagnostic().fact().lines().findFirst().orElse(""));
      }
    }

    private static String shown(List<String> broken) {
      String some = String.join("; ", broken.subList(0, Math.min(SHOWN, broken.size())));
      return broken.size() <= SHOWN ? some : some + "; and " + (broken.size() - SHOWN) + " more";
    }
  }
}
