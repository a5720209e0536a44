package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All {@linkplain BuildCheck checks} of a Dockerfile. */
public final class BuildChecks {
  private BuildChecks() {}

  /** Each once, by name. */
  static List<BuildCheck> all() {
    return List.of(
        new ConsistentInstructionCasing(),
        new DuplicateStageName(),
        new ExposeInvalidFormat(),
        new ExposeProtoCasing(),
        new FromAsCasing(),
        new FromPlatformFlagConstDisallowed(),
        new InvalidDefaultArgInFrom(),
        new InvalidDefinitionDescription(),
        new JsonArgsRecommended(),
        new LegacyKeyValueFormat(),
        new MaintainerDeprecated(),
        new MultipleInstructionsDisallowed(),
        new NoEmptyContinuation(),
        new RedundantTargetPlatform(),
        new ReservedStageName(),
        new SecretsUsedInArgOrEnv(),
        new StageNameCasing(),
        new UndefinedArgInFrom(),
        new UndefinedVar(),
        new WorkdirRelativePath());
  }

  /** The names of all, in their order. */
  public static List<String> names() {
    return all().stream().map(BuildCheck::name).toList();
  }

  /**
   * What the checks find that are not skipped, in the order of the file. {@code # check=} in a
   * comment before an instruction counts for that.
   */
  public static List<CheckWarning> warnings(CheckedFile file, CheckOptions options) {
    List<CheckWarning> found = new ArrayList<>();
    for (BuildCheck check : all()) {
      check.check(
          file,
          (statement, text) -> {
            if (options.with(statement.comments()).include(check)) {
              found.add(new CheckWarning(check.name(), statement, text));
            }
          });
    }
    found.sort(Comparator.comparingInt(warning -> warning.statement().span().start()));
    return List.copyOf(found);
  }
}
