package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The arrows between modules. A new module gets a line in {@link #MAY_USE}; a new arrow there is a
 * decision to be reviewed.
 */
class ArrowsTest {
  private static final String OURS = "dev.kobako.";
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("diagnostic", Set.of()),
          Map.entry("config", Set.of("diagnostic")),
          Map.entry("testkit", Set.of()),
          Map.entry("http", Set.of("diagnostic")),
          Map.entry("image", Set.of("diagnostic")),
          Map.entry("registry", Set.of("diagnostic", "http", "image")),
          Map.entry("daemon", Set.of("diagnostic", "http", "image")),
          Map.entry("transfer", Set.of("diagnostic", "image", "registry", "daemon")),
          Map.entry("tree", Set.of("diagnostic", "image")),
          Map.entry("elf", Set.of("diagnostic")),
          // some libraries hold nothing but members
          Map.entry("members", Set.of("diagnostic", "elf")),
          // the contents of a tree's files are of a type of image
          Map.entry("loading", Set.of("diagnostic", "image", "tree", "elf")),
          Map.entry("shell", Set.of()),
          Map.entry("debian", Set.of("diagnostic", "image", "tree")),
          Map.entry("packages", Set.of("diagnostic", "image", "tree", "elf", "debian")),
          Map.entry("apt", Set.of("diagnostic", "http", "image", "debian")),
          Map.entry("sbom", Set.of("diagnostic", "image", "debian")),
          Map.entry("findings", Set.of("diagnostic", "image")),
          Map.entry(
              "report",
              Set.of(
                  "diagnostic",
                  "config",
                  "image",
                  "findings",
                  "tree",
                  "elf",
                  "debian",
                  "packages",
                  "slim")),
          Map.entry(
              "lint", Set.of("diagnostic", "config", "image", "findings", "dockerfile", "shell")),
          Map.entry("project", Set.of("diagnostic", "config", "image", "dockerfile")),
          // a promise may be about packages, or about the symbols of programs
          Map.entry(
              "fix",
              Set.of(
                  "diagnostic",
                  "config",
                  "image",
                  "tree",
                  "debian",
                  "elf",
                  "loading",
                  "findings",
                  "dockerfile",
                  "shell",
                  "lint",
                  "project")),
          Map.entry("compare", Set.of("diagnostic", "config", "image", "findings")),
          Map.entry("page", Set.of("diagnostic", "image", "tree", "report")),
          Map.entry("screen", Set.of("diagnostic", "image", "tree", "report")),
          Map.entry("toolbox", Set.of("diagnostic", "image", "tree", "elf", "debian", "apt")),
          // a base has the certificates that http reads; how those are encoded is known there
          Map.entry(
              "base",
              Set.of(
                  "diagnostic",
                  "config",
                  "http",
                  "image",
                  "tree",
                  "elf",
                  "loading",
                  "shell",
                  "debian",
                  "apt",
                  "sandbox")),
          // the contents of a tree's files are of a type of image
          Map.entry("sandbox", Set.of("diagnostic", "image", "tree")),
          Map.entry("dockerfile", Set.of("diagnostic")),
          Map.entry(
              "build",
              Set.of("diagnostic", "http", "image", "tree", "dockerfile", "sandbox", "transfer")),
          Map.entry(
              "slim",
              Set.of(
                  "diagnostic",
                  "elf",
                  "loading",
                  "debian",
                  "packages",
                  "sandbox",
                  "image",
                  "tree",
                  "transfer")),
          Map.entry("check", Set.of("diagnostic", "http", "image", "tree", "shell", "sandbox")),
          Map.entry(
              "ladder",
              Set.of(
                  "diagnostic",
                  "config",
                  "image",
                  "tree",
                  "elf",
                  "members",
                  "shell",
                  "debian",
                  "packages",
                  "sandbox",
                  "transfer",
                  "sbom",
                  "slim",
                  "check")),
          Map.entry(
              "cli",
              Set.of(
                  "check",
                  "ladder",
                  "diagnostic",
                  "config",
                  "elf",
                  "shell",
                  "debian",
                  "packages",
                  "apt",
                  "sandbox",
                  "sbom",
                  "findings",
                  "report",
                  "lint",
                  "project",
                  "fix",
                  "compare",
                  "page",
                  "screen",
                  "base",
                  "dockerfile",
                  "build",
                  "toolbox",
                  "image",
                  "tree",
                  "slim",
                  "registry",
                  "daemon",
                  "transfer")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.kobako");

  @Test
  void modulesUseOnlyTheModulesThatTheyMay() {
    SortedSet<String> forbidden = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String to = module(dependency.getTargetClass());
        if (!to.isEmpty() && !to.equals(module(from)) && !allowed(module(from)).contains(to)) {
          forbidden.add(module(from) + " uses " + to + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(forbidden).isEmpty();
  }

  @Test
  void theAllowedArrowsHaveNoCycle() {
    SortedMap<String, Set<String>> left = new TreeMap<>(MAY_USE);
    List<String> order = new ArrayList<>();
    while (order.size() < MAY_USE.size()) {
      String next =
          left.keySet().stream()
              .filter(module -> order.containsAll(allowed(module)))
              .findFirst()
              .orElseThrow(() -> new AssertionError("a cycle among " + left.keySet()));
      order.add(next);
      left.remove(next);
    }
    assertThat(order).endsWith("cli");
  }

  @Test
  void everyModuleIsListedAndIsOneFlatPackage() throws Exception {
    SortedSet<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages)
        .containsExactlyElementsOf(
            MAY_USE.keySet().stream()
                .map(module -> OURS + module)
                .collect(Collectors.toCollection(TreeSet::new)));
    for (String module : MAY_USE.keySet()) {
      assertThat(packagesOf(module)).containsExactly(OURS + module);
    }
  }

  @Test
  void onlyTestsUseTheTestkit() {
    SortedSet<String> users = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      from.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> module(dependency.getTargetClass()).equals("testkit"))
          .filter(_ -> !module(from).equals("testkit"))
          .forEach(dependency -> users.add(dependency.getDescription()));
    }
    assertThat(users).isEmpty();
  }

  @Test
  void onlyTheCommandLineEndsTheJvmAndKnowsTheStandardStreams() {
    SortedSet<String> exits = new TreeSet<>();
    SortedSet<String> streams = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (JavaAccess<?> access : from.getAccessesFromSelf()) {
        String target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
        switch (target) {
          case "java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt" ->
              exits.add(from.getName());
          case "java.lang.System.out", "java.lang.System.err", "java.lang.System.in" ->
              streams.add(module(from));
          default -> {}
        }
      }
    }
    assertThat(exits).containsExactly("dev.kobako.cli.Main");
    assertThat(streams).containsExactly("cli");
  }

  private static Set<String> allowed(String module) {
    return Objects.requireNonNull(
        MAY_USE.get(module), () -> "module " + module + " has no line in ArrowsTest");
  }

  /** The module that a class of ours is in by its package; empty for others. */
  private static String module(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(OURS)) {
      return "";
    }
    String rest = name.substring(OURS.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  /** The packages of the sources in a module's own folder. */
  private static SortedSet<String> packagesOf(String module) throws Exception {
    Path sources = Path.of("..", module, "src", "main", "java").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
