package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * The Dockerfile of a project in Haskell.
 *
 * @param layer its dependencies
 * @param build commands that leave the programs where {@link NativeResult} collects them
 */
record HaskellRecipe(HaskellProject project, DependencyLayer layer, List<String> build) {
  static final String WORKDIR = "/src";

  Recipe recipe(String image, Choices choices, List<Evidence> evidence, List<String> notes) {
    SortedSet<String> programs = project.programs();
    List<Evidence> seen = new ArrayList<>(evidence);
    seen.add(
        new Evidence("programs " + String.join(", ", programs), project.packages().getFirst()));
    NativeResult result =
        new NativeResult(
            List.copyOf(programs),
            false,
            project.needs(),
            ListeningPort.in(project.folder(), project.folder().filesEndingWith(".hs")));
    Stage dependencies = Stage.named("dependencies", choices.builder().orElse(image));
    if (!project.libraries().isEmpty()) {
      dependencies = dependencies.with(DebianSuite.install(project.libraries()));
    }
    dependencies =
        dependencies
            .with("WORKDIR " + WORKDIR)
            .with(layer, "Dependencies are fetched and compiled before the sources are there.");
    List<String> commands = new ArrayList<>(List.of("mkdir -p " + NativeResult.collected()));
    commands.addAll(build);
    commands.add("strip " + NativeResult.collected() + "*");
    commands.addAll(result.commands(choices));
    return new Recipe(
        seen,
        notes,
        layer,
        List.of(
            dependencies,
            Stage.named("build", "dependencies")
                .with("COPY . .")
                .with(Line.of(new RunStep(List.of(), commands))),
            // GHC's runtime reads the character set of texts from the locale
            environment(result.stage("build", choices))),
        List.of("dist-newstyle", ".stack-work"));
  }

  private static Stage environment(Stage last) {
    List<Line> lines = new ArrayList<>(List.of(Line.of("ENV LANG=C.UTF-8")));
    lines.addAll(last.lines());
    return new Stage(last.comment(), last.base(), last.name(), lines);
  }
}
