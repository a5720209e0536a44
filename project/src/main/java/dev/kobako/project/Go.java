package dev.kobako.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Go's modules and workspaces. Modules are fetched into a layer; what is compiled of them stays in
 * Go's cache of builds, a cache mount, as Go can't compile a module's packages before it has seen
 * which of them are imported.
 */
final class Go implements Ecosystem {
  static final String MODULE = "go.mod";
  static final String WORKSPACE = "go.work";
  private static final String WORKDIR = "/src";
  private static final int OLDEST = 19;
  private static final CacheMount BUILDS = CacheMount.of("/root/.cache/go-build");
  private static final Pattern NEEDS_C = Pattern.compile("(?m)^\\s*import \"C\"|^\\s*\"C\"\\s*$");

  /** Modules that link to C code. */
  private static final List<String> WITH_C =
      List.of("github.com/mattn/go-sqlite3", "github.com/confluentinc/confluent-kafka-go/v2");

  @Override
  public String word() {
    return "go";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(MODULE) || folder.has(WORKSPACE);
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    return layer(folder, workdir);
  }

  private static DependencyLayer layer(ProjectFolder folder, String workdir) {
    SortedMap<String, GoModule> modules = modules(folder);
    List<FileCopy> manifests = new ArrayList<>();
    if (folder.has(WORKSPACE)) {
      manifests.add(
          new FileCopy(
              folder.has(WORKSPACE + ".sum")
                  ? List.of(WORKSPACE, WORKSPACE + ".sum")
                  : List.of(WORKSPACE),
              "./"));
    }
    modules.forEach((where, module) -> {
      PlainName.require(module.path(), module.path());
      String sum = where + "go.sum";
      manifests.add(
          new FileCopy(
              folder.has(sum) ? List.of(module.path(), sum) : List.of(module.path()),
              where.isEmpty() ? "./" : where));
    });
    if (isVendored(folder)) {
      manifests.add(new FileCopy(List.of("vendor"), "vendor/"));
      return new DependencyLayer(workdir, manifests, List.of());
    }
    boolean fetches = modules.values().stream().anyMatch(GoModule::hasRequirements);
    return new DependencyLayer(
        workdir, manifests, fetches ? List.of(RunStep.of("go mod download")) : List.of());
  }

  private static boolean isVendored(ProjectFolder folder) {
    return folder.has("vendor/modules.txt");
  }

  /** The modules of the project, by their folders. */
  private static SortedMap<String, GoModule> modules(ProjectFolder folder) {
    SortedMap<String, GoModule> modules = new TreeMap<>();
    Deque<String> folders = new ArrayDeque<>(List.of(""));
    GoModule.read(folder, WORKSPACE).ifPresent(workspace -> folders.addAll(workspace.used()));
    while (!folders.isEmpty()) {
      String where = folders.removeFirst();
      Optional<GoModule> module =
          modules.containsKey(where) ? Optional.empty() : GoModule.read(folder, where + MODULE);
      if (module.isPresent()) {
        modules.put(where, module.get());
        folders.addAll(module.get().replacements());
      }
    }
    return modules;
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    SortedMap<String, GoModule> modules = modules(folder);
    List<Evidence> evidence = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> sources =
        folder.filesEndingWith(".go").stream().filter(each -> !each.endsWith("_test.go")).toList();
    String image =
        choices
            .builder()
            .orElseGet(
                () -> "golang:" + tag(folder, Optional.ofNullable(modules.get("")), evidence));
    GoPrograms programs = GoPrograms.in(folder, modules, sources, evidence);
    Optional<String> needsC = needsC(folder, modules, sources);
    needsC.ifPresent(file -> evidence.add(new Evidence("C code", file)));
    Set<RuntimeNeed> needs = needs(folder, modules, sources);
    boolean zones = folder.mentions(sources, "time.LoadLocation");
    NativeResult result =
        new NativeResult(
            programs.names(Optional.ofNullable(modules.get(""))),
            needsC.isEmpty(),
            needs,
            ListeningPort.in(folder, sources));
    DependencyLayer layer = layer(folder, WORKDIR);
    if (!folder.has("go.sum")
        && Optional.ofNullable(modules.get("")).filter(GoModule::hasRequirements).isPresent()) {
      notes.add("there is no go.sum beside go.mod: run 'go mod tidy' and commit it");
    }
    Stage dependencies =
        Stage.named("dependencies", image)
            .with("WORKDIR " + WORKDIR)
            .with(
                layer,
                "Modules are fetched before the sources are there, and only when these files change.");
    List<Stage> stages =
        List.of(
            dependencies,
            buildStage(programs, needsC.isPresent(), zones, result, choices),
            result.stage("build", choices));
    return new Recipe(evidence, notes, layer, stages, List.of("**/*_test.go"));
  }

  private static Stage buildStage(
      GoPrograms programs, boolean needsC, boolean zones, NativeResult result, Choices choices) {
    List<String> commands = new ArrayList<>();
    commands.add("mkdir -p " + NativeResult.collected());
    String flags =
        "-trimpath -ldflags='-s -w'"
            + (zones ? " -tags timetzdata" : "")
            + " -o "
            + NativeResult.collected();
    programs
        .folders()
        .forEach((program, folder) -> commands.add("go build " + flags + program + " ./" + folder));
    commands.addAll(result.commands(choices));
    Line run = Line.of(new RunStep(List.of(BUILDS), commands));
    Stage stage = Stage.named("build", "dependencies");
    return (needsC
            ? stage.with("ENV CGO_ENABLED=1")
            : stage.with(
                Line.of("ENV CGO_ENABLED=0")
                    .saying("No package has C code: the result is static.")))
        .with("COPY . .")
        .with(run.saying("What was compiled of the modules stays in Go's cache."));
  }

  private static Optional<String> needsC(
      ProjectFolder folder, SortedMap<String, GoModule> modules, List<String> sources) {
    for (GoModule module : modules.values()) {
      if (WITH_C.stream().anyMatch(module::requires)) {
        return Optional.of(module.path());
      }
    }
    return sources.stream()
        .filter(each ->
            folder.searchable(each).filter(text -> NEEDS_C.matcher(text).find()).isPresent())
        .findFirst();
  }

  private static Set<RuntimeNeed> needs(
      ProjectFolder folder, SortedMap<String, GoModule> modules, List<String> sources) {
    Set<RuntimeNeed> needs = EnumSet.noneOf(RuntimeNeed.class);
    if (folder.mentions(
            sources, "\"crypto/tls\"", "\"crypto/x509\"", "https://", "http.Client", "http.Get(")
        || modules.values().stream().anyMatch(Go::speaksTls)) {
      needs.add(RuntimeNeed.CERTIFICATES);
    }
    if (folder.mentions(sources, "\"os/user\"")) {
      needs.add(RuntimeNeed.ACCOUNTS);
    }
    if (folder.mentions(sources, "os.MkdirTemp", "os.CreateTemp", "os.TempDir", "ioutil.Temp")) {
      needs.add(RuntimeNeed.TEMPORARY_FILES);
    }
    return needs;
  }

  /** Clients of services that are reached over TLS. */
  private static boolean speaksTls(GoModule module) {
    for (String part :
        List.of(
            "google.golang.org/",
            "cloud.google.com/",
            "aws-sdk",
            "azure-sdk",
            "oauth",
            "k8s.io/client-go",
            "getsentry",
            "lib/pq",
            "jackc/pgx",
            "go-redis",
            "mongo-driver",
            "resty")) {
      if (module.text().contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static String tag(ProjectFolder folder, Optional<GoModule> top, List<Evidence> evidence) {
    Optional<GoModule> stated =
        GoModule.read(folder, WORKSPACE).filter(each -> each.version().isPresent()).or(() -> top);
    Optional<String> version = stated.flatMap(GoModule::version);
    version.ifPresent(
        each -> evidence.add(new Evidence("Go " + each, stated.orElseThrow().path())));
    return DebianSuite.tag(version.filter(Go::hasImage).orElse("1"), "");
  }

  /** Images on this release of Debian begin with Go 1.19; newer ones compile all that is older. */
  private static boolean hasImage(String version) {
    String[] numbers = version.split("\\.");
    return Integer.parseInt(numbers[0]) > 1 || Integer.parseInt(numbers[1]) >= OLDEST;
  }
}
