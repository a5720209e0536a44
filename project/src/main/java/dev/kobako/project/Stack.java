package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages of Stackage that Stack fetches and compiles. */
final class Stack implements Ecosystem {
  private static final String SETTINGS = "stack.yaml";
  private static final Pattern SNAPSHOT =
      Pattern.compile(
          "(?m)^(?:resolver|snapshot):\\s*[\"']?(lts-([0-9]{1,2})(?:\\.[0-9]{1,3})?|ghc-([0-9.]{3,8}))");

  /** The compilers of snapshots. */
  private static final Map<String, String> COMPILERS =
      Map.of(
          "18", "8.10", "19", "9.0", "20", "9.2", "21", "9.4", "22", "9.6", "23", "9.8", "24",
          "9.10");

  @Override
  public String word() {
    return "stack";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(SETTINGS);
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    return layer(folder, workdir);
  }

  private static DependencyLayer layer(ProjectFolder folder, String workdir) {
    List<String> top = new ArrayList<>(List.of(SETTINGS));
    if (folder.has(SETTINGS + ".lock")) {
      top.add(SETTINGS + ".lock");
    }
    return new DependencyLayer(
        workdir,
        new HaskellProject(folder).manifests(top),
        List.of(RunStep.of("stack build --system-ghc --only-dependencies")));
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    List<Evidence> evidence = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Matcher matcher = SNAPSHOT.matcher(folder.text(SETTINGS).orElse(""));
    String version = "9.6";
    if (matcher.find()) {
      version =
          matcher.group(3) != null
              ? matcher.group(3)
              : COMPILERS.getOrDefault(matcher.group(2), version);
      evidence.add(new Evidence(matcher.group(1) + ", GHC " + version, SETTINGS));
    } else {
      notes.add(
          SETTINGS + " names no snapshot whose compiler is known: choose its image (--builder)");
    }
    return new HaskellRecipe(
            new HaskellProject(folder),
            layer(folder, HaskellRecipe.WORKDIR),
            List.of("stack install --system-ghc --local-bin-path " + NativeResult.collected()))
        .recipe("haskell:" + version + "-slim", choices, evidence, notes);
  }
}
