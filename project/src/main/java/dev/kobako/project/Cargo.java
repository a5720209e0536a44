package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rust's packages. All that Cargo needs to know before it compiles are the manifests and that the
 * files of targets are there: with sources that do nothing in their places, the dependencies are
 * fetched and compiled. What came of those sources is removed then, since Cargo goes by the times
 * of files and a source in the context can be older.
 */
final class Cargo implements Ecosystem {
  private static final String MANIFEST = "Cargo.toml";
  private static final String LOCK = "Cargo.lock";
  private static final String WORKDIR = "/src";
  private static final String TRIPLE = "\"$(uname -m)-unknown-linux-gnu\"";
  private static final Pattern VERSION = Pattern.compile("1\\.[0-9]{1,4}(\\.[0-9]{1,4})?");

  @Override
  public String word() {
    return "cargo";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(MANIFEST);
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    List<String> words =
        build.isEmpty() ? new ArrayList<>(command(folder, false)) : new ArrayList<>(build);
    return layer(CargoWorkspace.of(folder), workdir, words);
  }

  private static DependencyLayer layer(
      CargoWorkspace workspace, String workdir, List<String> build) {
    List<String> commands = new ArrayList<>(workspace.dummies());
    commands.add(String.join(" ", build));
    commands.add(
        "cargo clean"
            + cleanOptions(build)
            + workspace.packages().stream()
                .map(each -> " -p " + each.name())
                .distinct()
                .collect(Collectors.joining()));
    return new DependencyLayer(
        workdir, workspace.manifests(), List.of(new RunStep(List.of(), commands)));
  }

  /** The options by which a build and what cleans after it mean the same folder. */
  private static String cleanOptions(List<String> build) {
    StringBuilder options = new StringBuilder();
    for (int i = 0; i < build.size(); i++) {
      String word = build.get(i);
      boolean last = i + 1 == build.size();
      if (word.equals("--release") || word.equals("-r")) {
        options.append(" --release");
      } else if (word.equals("--offline") || word.equals("--locked") || word.equals("--frozen")) {
        options.append(' ').append(word);
      } else if (word.startsWith("--profile=") || word.startsWith("--target=")) {
        options.append(' ').append(word);
      } else if (!last && (word.equals("--profile") || word.equals("--target"))) {
        options.append(' ').append(word).append(' ').append(build.get(i + 1));
      }
    }
    return options.toString();
  }

  private static List<String> command(ProjectFolder folder, boolean isStatic) {
    List<String> words = new ArrayList<>(List.of("cargo", "build", "--release"));
    if (folder.has(LOCK)) {
      words.add("--locked");
    }
    if (isStatic) {
      words.addAll(List.of("--target", TRIPLE));
    }
    return words;
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    CargoWorkspace workspace = CargoWorkspace.of(folder);
    CargoCrates crates = CargoCrates.of(folder);
    List<Evidence> evidence = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String image = choices.builder().orElse("rust:" + tag(folder, workspace, evidence, notes));
    List<String> programs = programs(workspace, evidence);
    Optional<String> obstacle = obstacle(folder, crates);
    boolean isStatic = obstacle.isEmpty();
    obstacle.ifPresent(why -> evidence.add(new Evidence("linked to libraries, " + why, LOCK)));
    if (!folder.has(LOCK)) {
      notes.add(
          "there is no Cargo.lock, so each build may take other versions; commit one"
              + " (cargo generate-lockfile)");
    }
    NativeResult result =
        new NativeResult(
            programs,
            isStatic,
            needs(folder, crates),
            ListeningPort.in(folder, folder.filesEndingWith(".rs")));
    List<String> build = command(folder, isStatic);
    DependencyLayer layer = layer(workspace, WORKDIR, build);
    List<Stage> stages =
        List.of(
            dependencyStage(image, crates, isStatic, workspace, layer),
            buildStage(folder, build, result, choices, isStatic),
            result.stage("build", choices));
    SortedSet<String> ignored =
        new TreeSet<>(List.of("target", "rust-toolchain", "rust-toolchain.toml"));
    workspace.packages().forEach(each -> ignored.add(each.folder() + "target"));
    return new Recipe(evidence, notes, layer, stages, List.copyOf(ignored));
  }

  private static Stage dependencyStage(
      String image,
      CargoCrates crates,
      boolean isStatic,
      CargoWorkspace workspace,
      DependencyLayer layer) {
    Stage stage = Stage.named("dependencies", image);
    SortedSet<String> packages = crates.packages();
    if (!packages.isEmpty()) {
      stage = stage.with(DebianSuite.install(packages));
    }
    List<Line> environment = new ArrayList<>();
    if (!workspace.root().has("profile", "release", "strip")) {
      environment.add(Line.of("ENV CARGO_PROFILE_RELEASE_STRIP=symbols"));
    }
    if (isStatic) {
      environment.add(
          Line.of("ENV RUSTFLAGS=\"-C target-feature=+crt-static\"")
              .saying(
                  "No crate links to a library of the system, so the result can be static; with --target",
                  "the flag is not for build scripts and macros."));
    }
    return stage
        .with("WORKDIR " + WORKDIR)
        .with(environment)
        .with(
            layer,
            "Dependencies are compiled with sources that do nothing; what came of those is removed,",
            "since Cargo goes by the times of files.");
  }

  private static Stage buildStage(
      ProjectFolder folder,
      List<String> build,
      NativeResult result,
      Choices choices,
      boolean isStatic) {
    String target =
        isStatic
            ? "target/" + TRIPLE + "/release"
            : TomlFile.read(folder, ".cargo/config.toml")
                    .flatMap(config -> config.text("build", "target"))
                    .map(triple -> "target/" + PlainName.require(".cargo/config.toml", triple))
                    .orElse("target")
                + "/release";
    List<String> commands = new ArrayList<>();
    commands.add(String.join(" ", build));
    commands.add("mkdir -p " + NativeResult.collected());
    commands.add(
        "cp "
            + result.programs().stream()
                .map(program -> target + "/" + program)
                .collect(Collectors.joining(" "))
            + " "
            + NativeResult.collected());
    commands.addAll(result.commands(choices));
    return Stage.named("build", "dependencies")
        .with("COPY . .")
        .with(Line.of(new RunStep(List.of(), commands)));
  }

  /** The programs that are built, the one to start first. */
  private static List<String> programs(CargoWorkspace workspace, List<Evidence> evidence) {
    SortedSet<String> all = new TreeSet<>();
    Optional<String> first = Optional.empty();
    for (CargoPackage each : workspace.built()) {
      all.addAll(each.programs().keySet());
      String named = each.manifest().text("package", "default-run").orElse(each.name());
      if (first.isEmpty() && each.programs().containsKey(named)) {
        first = Optional.of(named);
      }
      if (!each.programs().isEmpty()) {
        evidence.add(
            new Evidence(
                "programs " + String.join(", ", each.programs().keySet()), each.manifest().path()));
      }
    }
    if (all.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              MANIFEST,
              "builds no program, so there is nothing that an image could run",
              "run kobako init in the folder of a package with a program, or of the workspace"));
    }
    List<String> programs = new ArrayList<>(List.of(first.orElse(all.getFirst())));
    all.stream().filter(each -> !programs.contains(each)).forEach(programs::add);
    return programs;
  }

  /** Why programs can't be linked statically without asking the user. */
  private static Optional<String> obstacle(ProjectFolder folder, CargoCrates crates) {
    if (!crates.linking().isEmpty()) {
      return Optional.of("by " + String.join(", ", crates.linking()));
    }
    for (String file : List.of(".cargo/config.toml", ".cargo/config")) {
      if (folder.mentions(List.of(file), "rustflags", "target")) {
        return Optional.of("as " + file + " has flags of its own");
      }
    }
    return Optional.empty();
  }

  private static Set<RuntimeNeed> needs(ProjectFolder folder, CargoCrates crates) {
    List<String> sources = folder.filesEndingWith(".rs");
    Set<RuntimeNeed> needs = EnumSet.noneOf(RuntimeNeed.class);
    if (crates.readTrust()) {
      needs.add(RuntimeNeed.CERTIFICATES);
    }
    if (folder.mentions(sources, "Local::now", "now_local", "chrono::Local", "TimeZone::system")) {
      needs.add(RuntimeNeed.ZONES);
    }
    if (folder.mentions(sources, "getpw", "User::from_", "get_user_by")) {
      needs.add(RuntimeNeed.ACCOUNTS);
    }
    if (crates.names().contains("tempfile") || folder.mentions(sources, "temp_dir()")) {
      needs.add(RuntimeNeed.TEMPORARY_FILES);
    }
    return needs;
  }

  private static String tag(
      ProjectFolder folder, CargoWorkspace workspace, List<Evidence> evidence, List<String> notes) {
    for (String file : List.of("rust-toolchain.toml", "rust-toolchain")) {
      Optional<String> text = folder.text(file);
      if (text.isPresent()) {
        String channel =
            text.get().contains("[")
                ? TomlFile.parse(file, text.get()).text("toolchain", "channel").orElse("stable")
                : text.get().strip();
        Matcher version = VERSION.matcher(channel);
        if (version.matches()) {
          evidence.add(new Evidence("Rust " + channel, file));
          return DebianSuite.tag(channel, "slim");
        }
        if (!channel.equals("stable")) {
          notes.add(
              file + " asks for another toolchain than a stable one: choose its image (--builder)");
        }
      }
    }
    workspace
        .root()
        .text("package", "rust-version")
        .or(() -> workspace.root().text("workspace", "package", "rust-version"))
        .ifPresent(least -> evidence.add(new Evidence("Rust " + least + " or newer", MANIFEST)));
    return DebianSuite.tag("1", "slim");
  }
}
