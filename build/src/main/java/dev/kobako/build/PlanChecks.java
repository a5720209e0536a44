package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.BuildChecks;
import dev.kobako.dockerfile.CheckOptions;
import dev.kobako.dockerfile.CheckWarning;
import dev.kobako.dockerfile.CheckedFile;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What BuildKit's checks say of a Dockerfile whose stages are planned. */
final class PlanChecks {
  /** The build argument that counts more than what the Dockerfile says. */
  private static final String ARGUMENT = "BUILDKIT_DOCKERFILE_CHECK";

  private final BuildRequest request;
  private final Dockerfile dockerfile;

  PlanChecks(BuildRequest request, Dockerfile dockerfile) {
    this.request = request;
    this.dockerfile = dockerfile;
  }

  /**
   * The warnings.
   *
   * @throws KobakoException a finding with all of them, where {@code # check=error=true} says so;
   *     usage, where the build argument has no such option
   */
  List<CheckWarning> warnings(List<Plan.Stage> stages, List<CheckedFile.Unset> unset) {
    CheckOptions options = options();
    List<CheckWarning> warnings =
        BuildChecks.warnings(
            CheckedFile.of(dockerfile, index -> facts(stages.get(index)), unset), options);
    if (options.error() && !warnings.isEmpty()) {
      throw refused(warnings);
    }
    return warnings;
  }

  private CheckOptions options() {
    String given = request.arguments().get(ARGUMENT);
    if (given == null) {
      return CheckOptions.of(dockerfile.syntax());
    }
    try {
      return CheckOptions.parse(given);
    } catch (IllegalArgumentException e) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--build-arg " + ARGUMENT,
              "'" + e.getMessage() + "' is no option of checks",
              "write skip=RULE,RULE or skip=all, and after a semicolon error=true"));
    }
  }

  private static CheckedFile.Facts facts(Plan.Stage stage) {
    return new CheckedFile.Facts(
        stage.needed(),
        stage.base() instanceof Plan.Base.Earlier(int earlier)
            ? Optional.of(earlier)
            : Optional.empty(),
        stage.base() instanceof Plan.Base.Of(var _, var image)
            && !image.config().shell().isEmpty());
  }

  private KobakoException refused(List<CheckWarning> warnings) {
    SourceText source = request.dockerfile();
    CheckWarning first = warnings.getFirst();
    String more =
        warnings.stream()
            .skip(1)
            .map(warning -> "; " + warning.line(source))
            .collect(Collectors.joining());
    return source.error(
        first.statement().span(),
        first.check() + ": " + first.text() + more,
        "change it, or leave the check out: # check=skip=" + first.check() + ";error=true");
  }
}
