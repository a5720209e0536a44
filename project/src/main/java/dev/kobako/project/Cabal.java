package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Packages of Hackage that cabal-install fetches and compiles. */
final class Cabal implements Ecosystem {
  private static final List<String> TOP =
      List.of("cabal.project", "cabal.project.freeze", "cabal.project.local");
  private static final Pattern COMPILER =
      Pattern.compile(
          "(?m)^with-compiler:\\s*ghc-([0-9]{1,2}\\.[0-9]{1,2}(?:\\.[0-9]{1,2})?)\\s*$");
  private static final Pattern TESTED =
      Pattern.compile("(?im)^tested-with:[^\\n]*?GHC\\s*(?:==|\\^>=)\\s*([0-9]{1,2}\\.[0-9]{1,2})");

  @Override
  public String word() {
    return "cabal";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    boolean top =
        folder.has("cabal.project")
            || folder.filesEndingWith(".cabal").stream().anyMatch(file -> file.indexOf('/') < 0);
    return top && !folder.has("stack.yaml");
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    return layer(folder, workdir);
  }

  private static DependencyLayer layer(ProjectFolder folder, String workdir) {
    List<String> top = TOP.stream().filter(folder::has).toList();
    return new DependencyLayer(
        workdir,
        new HaskellProject(folder).manifests(top),
        List.of(RunStep.of("cabal update", "cabal build --only-dependencies all")));
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    List<Evidence> evidence = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (!folder.has("cabal.project.freeze")) {
      notes.add(
          "there is no cabal.project.freeze, so each build may take other versions;"
              + " cabal freeze writes one");
    }
    HaskellProject project = new HaskellProject(folder);
    List<String> build = new ArrayList<>(List.of("cabal build all"));
    for (String program : project.programs()) {
      build.add("cp \"$(cabal list-bin exe:" + program + ")\" " + NativeResult.collected());
    }
    return new HaskellRecipe(project, layer(folder, HaskellRecipe.WORKDIR), build)
        .recipe("haskell:" + version(project, evidence) + "-slim", choices, evidence, notes);
  }

  private static String version(HaskellProject project, List<Evidence> evidence) {
    List<String> files = Stream.concat(TOP.stream(), project.packages().stream()).toList();
    for (Pattern pattern : List.of(COMPILER, TESTED)) {
      for (String file : files) {
        Matcher matcher = pattern.matcher(project.folder().text(file).orElse(""));
        if (matcher.find()) {
          evidence.add(new Evidence("GHC " + matcher.group(1), file));
          return matcher.group(1);
        }
      }
    }
    return "9.6";
  }
}
