package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.OciArchive;
import dev.kobako.image.Platform;
import dev.kobako.testkit.SharedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A case of the folder {@code shared/conformance} beside the repository. */
record ConformanceCase(Path folder, JsonObject description, JsonObject expected) {
  private static final Platform AMD64 = Platform.parse("linux/amd64");

  /** The folder with all of them. */
  static Optional<Path> corpus() {
    return SharedFolder.find("conformance/cases");
  }

  static List<ConformanceCase> all(Path corpus) throws IOException {
    try (Stream<Path> folders = Files.list(corpus)) {
      return folders.sorted().map(ConformanceCase::read).toList();
    }
  }

  private static ConformanceCase read(Path folder) {
    return new ConformanceCase(
        folder, json(folder.resolve("case.json")), json(folder.resolve("expected.json")));
  }

  private static JsonObject json(Path file) {
    try {
      return Json.object(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  boolean isFaulty() {
    return !expected.requiredText("outcome").equals("success");
  }

  Plan plan() throws IOException {
    return plan(SourceText.of("Dockerfile", Files.readAllBytes(folder.resolve("Dockerfile"))));
  }

  /** The plan of the same Dockerfile without its fault. */
  Optional<Plan> control() {
    return description
        .text("control")
        .map(text -> SourceText.of("Dockerfile", text.getBytes(StandardCharsets.UTF_8)))
        .map(this::plan);
  }

  private Plan plan(SourceText dockerfile) {
    SortedMap<String, BuildRequest.NamedContext> contexts = new TreeMap<>();
    members("buildContexts")
        .forEach((name, value) -> contexts.put(name, new BuildRequest.NamedContext(value)));
    BuildRequest request =
        new BuildRequest(
            dockerfile,
            description.text("target"),
            members("buildArgs"),
            description.text("platform").map(Platform::parse).orElse(AMD64),
            AMD64,
            contexts,
            new LinkedHashMap<>(),
            Set.of(),
            false,
            RunStep.Network.DEFAULT,
            false,
            false);
    return new Planner(request, this::base).plan();
  }

  private SortedMap<String, String> members(String name) {
    return description.has(name) ? description.textMap(name) : new TreeMap<>();
  }

  private Image base(String reference, Platform platform) {
    String name = ImageReference.parse(reference).familiar().replaceFirst(":latest$", "");
    Path archive = folder.resolve("../../base/" + name + ".oci.tar");
    if (!Files.exists(archive)) {
      throw KobakoException.finding(
          Diagnostic.of(reference, "there is no such image", "load it first"));
    }
    return new OciArchive(archive).read(ImageSelector.only().withPlatform(platform));
  }
}
