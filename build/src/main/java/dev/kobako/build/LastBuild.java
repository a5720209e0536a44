package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a Dockerfile depended on when it was last built here, so that people can be
 * told why one runs again. Nothing else depends on it. Safe for use by many threads.
 *
 * <p>A step is found again by its instruction, the first one of that text by the first one; where
 * none has the text, the one that stood in its place counts, if that isn't there any more: then the
 * instruction was edited.
 */
final class LastBuild {
  private static final long VERSION = 1;

  private final EarlierBuilds builds;
  private final Plan plan;
  private final Digest project;
  private final Map<String, RememberedStep> noted = new ConcurrentHashMap<>();
  private @Nullable SortedMap<String, List<RememberedStep>> stages;

  /**
   * @param folder of the context, where it has one
   */
  LastBuild(EarlierBuilds builds, Plan plan, Optional<String> folder) {
    this.builds = builds;
    this.plan = plan;
    this.project =
        new KeyWriter("project")
            .optional(folder)
            .text(plan.dockerfile().place())
            .text(plan.targetStage().platform().toString())
            .key();
  }

  /** Read when somebody asks for the first time: a build that is all cached doesn't. */
  private synchronized SortedMap<String, List<RememberedStep>> stages() {
    SortedMap<String, List<RememberedStep>> known = stages;
    if (known == null) {
      known = builds.last(project).map(LastBuild::parse).orElseGet(TreeMap::new);
      stages = known;
    }
    return known;
  }

  private static SortedMap<String, List<RememberedStep>> parse(byte[] bytes) {
    SortedMap<String, List<RememberedStep>> stages = new TreeMap<>();
    try {
      JsonObject json = Json.object("last build", bytes);
      if (json.requiredNumber("version") == VERSION) {
        for (JsonObject stage : json.objects("stages")) {
          stages.put(
              stage.requiredText("name"),
              stage.objects("steps").stream().map(RememberedStep::of).toList());
        }
      }
      return stages;
    } catch (KobakoException _) {
      return new TreeMap<>(); // as if it had never been built
    }
  }

  /** Notes what a step depends on now. */
  void note(Plan.Stage stage, int number, StepInputs inputs) {
    noted.put(place(stage, number), RememberedStep.of(stage.steps().get(number), inputs));
  }

  /** Keeps which files a step has copied, for when it copies others. */
  void keep(StepInputs inputs, CopyInventory files) {
    Digest digest = inputs.byName().get(StepInputs.FILES);
    if (digest != null) {
      builds.remember(RememberedStep.brief(digest), files);
    }
  }

  private static String place(Plan.Stage stage, int number) {
    return stage.index() + "." + number;
  }

  /** Stages without a name are known by their number. */
  private static String name(Plan.Stage stage) {
    return stage.name().isEmpty() ? Integer.toString(stage.index()) : stage.name();
  }

  /**
   * Why a step is not in the cache; nothing where the project was not built here before.
   *
   * @param files what a COPY takes now
   */
  Optional<StepChange> change(
      Plan.Stage stage, int number, StepInputs now, Supplier<Optional<CopyInventory>> files) {
    if (stages().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        earlier(stage, number)
            .filter(old -> old.kind().equals(now.kind()))
            .map(old ->
                StepChange.between(old, now, before -> files(before, files), below(stage, number)))
            .orElse(StepChange.NEW));
  }

  private String files(String before, Supplier<Optional<CopyInventory>> now) {
    Optional<CopyInventory> old = builds.inventory(before);
    return old.isEmpty() ? "" : now.get().map(old.get()::changesTo).orElse("");
  }

  private StepChange below(Plan.Stage stage, int number) {
    boolean first =
        stage.steps().stream().limit(number).allMatch(each -> each instanceof MetadataStep);
    if (!first) {
      return StepChange.before("what a step before it makes changed");
    }
    return switch (stage.base()) {
      case Plan.Base.Of(String reference, _) ->
          StepChange.ofBase("the base " + reference + " changed");
      case Plan.Base.Earlier(int base) ->
          StepChange.before(
              "stage " + name(plan.stages().get(base)) + ", which it starts from, changed");
      case Plan.Base.Scratch _, Plan.Base.Unresolved _ -> StepChange.ofBase("its base changed");
    };
  }

  private Optional<RememberedStep> earlier(Plan.Stage stage, int number) {
    List<RememberedStep> old = stages().getOrDefault(name(stage), List.of());
    List<String> texts = stage.steps().stream().map(RememberedStep::text).toList();
    String text = texts.get(number);
    long before = texts.subList(0, number).stream().filter(text::equals).count();
    return old.stream()
        .filter(each -> each.text().equals(text))
        .skip(before)
        .findFirst()
        .or(() ->
            number < old.size() && !texts.contains(old.get(number).text())
                ? Optional.of(old.get(number))
                : Optional.empty());
  }

  /**
   * Keeps what was noted; of steps that were not reached, and stages not needed, what was known.
   */
  void save() {
    List<Object> all = new ArrayList<>();
    for (Plan.Stage stage : plan.stages()) {
      List<RememberedStep> steps = stage.needed() ? steps(stage) : stages().get(name(stage));
      if (steps != null) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name(stage));
        json.put("steps", steps.stream().map(RememberedStep::toJson).toList());
        all.add(json);
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("stages", all);
    byte[] bytes = Json.bytes(json);
    if (!builds.last(project).filter(old -> Arrays.equals(old, bytes)).isPresent()) {
      builds.remember(project, bytes);
    }
  }

  private List<RememberedStep> steps(Plan.Stage stage) {
    List<RememberedStep> steps = new ArrayList<>();
    for (int i = 0; i < stage.steps().size(); i++) {
      Step step = stage.steps().get(i);
      RememberedStep now = noted.get(place(stage, i));
      if (now == null) {
        now =
            step instanceof MetadataStep
                ? RememberedStep.unknown(step)
                : earlier(stage, i)
                    .filter(old -> old.text().equals(RememberedStep.text(step)))
                    .orElseGet(() -> RememberedStep.unknown(step));
      }
      steps.add(now);
    }
    return steps;
  }
}
