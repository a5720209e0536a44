package dev.kobako.build;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Statement;
import dev.kobako.dockerfile.SyntaxTree;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans and steps without a Dockerfile. */
final class HandMade {
  static final SourceText DOCKERFILE = new SourceText("Dockerfile", "FROM scratch\n");

  private HandMade() {}

  /** An instruction of a Dockerfile with nothing else. */
  static Statement statement(String keyword) {
    return SyntaxTree.parse(new SourceText("Dockerfile", keyword + " x=y\n"))
        .statements()
        .getFirst();
  }

  static RunStep run(String... command) {
    return run(List.of(), command);
  }

  static RunStep run(List<RunStep.PlannedMount> mounts, String... command) {
    return new RunStep(
        statement("run"),
        "RUN " + String.join(" ", command),
        List.of(command),
        List.of("A=b"),
        List.of("http_proxy=http://proxy"),
        "/",
        "",
        RunStep.HOSTNAME,
        mounts,
        Optional.empty(),
        RunStep.Network.DEFAULT,
        false);
  }

  static WorkdirStep workdir(String path) {
    return new WorkdirStep(statement("workdir"), "WORKDIR " + path, path, "");
  }

  static MetadataStep env(String text) {
    return new MetadataStep(statement("env"), "ENV " + text);
  }

  static CopyStep copy(CopySource from, String source, String destination) {
    return new CopyStep(
        statement("copy"),
        "COPY " + source + " " + destination,
        false,
        from,
        List.of(new CopyStep.Source.Path(source)),
        destination,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  static CopyStep link(CopyStep step) {
    return new CopyStep(
        step.statement(),
        step.history(),
        step.add(),
        step.from(),
        step.sources(),
        step.destination(),
        step.chown(),
        step.chmod(),
        true,
        step.parents(),
        step.excludes(),
        step.checksum(),
        step.keepGitDir(),
        step.unpack());
  }

  /** A plan of stages, of which the last is the target. */
  static Plan plan(Plan.Stage... stages) {
    return new Plan(
        DOCKERFILE, List.of(stages), stages.length - 1, Optional.empty(), List.of(), List.of());
  }

  static Plan.Stage stage(int index, Plan.Base base, Step... steps) {
    return new Plan.Stage(
        index,
        "",
        base,
        Platform.host(),
        new ArrayList<>(List.of(steps)),
        ImageConfig.builder().build(),
        true,
        false,
        statement("from"),
        List.of());
  }

  static Plan.Stage uncached(Plan.Stage stage) {
    return new Plan.Stage(
        stage.index(),
        stage.name(),
        stage.base(),
        stage.platform(),
        stage.steps(),
        stage.config(),
        stage.needed(),
        true,
        stage.from(),
        stage.instructions());
  }

  /** A stage of a Dockerfile that says something else. */
  static Plan.Stage written(String keyword, Plan.Stage stage) {
    return new Plan.Stage(
        stage.index(),
        stage.name(),
        stage.base(),
        stage.platform(),
        stage.steps(),
        stage.config(),
        stage.needed(),
        stage.uncached(),
        stage.from(),
        List.of(statement(keyword)));
  }

  static Plan.Stage on(Platform platform, Plan.Stage stage) {
    return new Plan.Stage(
        stage.index(),
        stage.name(),
        stage.base(),
        platform,
        stage.steps(),
        stage.config(),
        stage.needed(),
        stage.uncached(),
        stage.from(),
        stage.instructions());
  }
}
