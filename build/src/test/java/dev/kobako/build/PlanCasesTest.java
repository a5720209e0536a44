package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plans beside what the real BuildKit made of the same Dockerfiles. */
class PlanCasesTest {
  /** Faulty cases whose fault can't be seen before a step is done. */
  private static final Set<String> LATE =
      Set.of(
          "050", "051", "057", "141", "142", "151", "152", "534", "535", "537", "545", "547", "554",
          "556", "558", "569", "571", "574", "604", "618");

  @TestFactory
  Stream<DynamicTest> configurationAndHistoryAreThoseThatBuildKitWrites() throws Exception {
    return cases(each -> !each.isFaulty())
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> agrees(each)));
  }

  @TestFactory
  Stream<DynamicTest> faultsThatCanBeSeenInThePlanAreRefused() throws Exception {
    return cases(each -> each.isFaulty() && !LATE.contains(each.name().substring(0, 3)))
        .map(each ->
            DynamicTest.dynamicTest(
                each.name(),
                () -> {
                  each.control();
                  assertThatThrownBy(each::plan).isInstanceOf(KobakoException.class);
                }));
  }

  @TestFactory
  Stream<DynamicTest> otherFaultyOnesCanBePlanned() throws Exception {
    return cases(each -> LATE.contains(each.name().substring(0, 3)))
        .map(each ->
            DynamicTest.dynamicTest(
                each.name(), () -> assertThat(each.plan().targetStage().needed()).isTrue()));
  }

  private static Stream<ConformanceCase> cases(Predicate<ConformanceCase> chosen) throws Exception {
    Path corpus = ConformanceCase.corpus().orElse(null);
    assumeTrue(corpus != null, "needs the folder shared/conformance beside the repository");
    return ConformanceCase.all(corpus).stream().filter(chosen);
  }

  private static void agrees(ConformanceCase each) throws Exception {
    Plan plan = each.plan();
    Plan.Stage stage = plan.targetStage();
    List<HistoryEntry> history = PlannedHistory.of(plan);

    assertThat(seen(stage.config())).isEqualTo(expected(each.expected().object("config")));
    assertThat(history.stream().map(PlanCasesTest::line).toList())
        .isEqualTo(each.expected().objects("history").stream().map(PlanCasesTest::line).toList());
    assertThat(history.stream().filter(entry -> !entry.emptyLayer()).count())
        .isEqualTo(each.expected().requiredNumber("layers"));
  }

  private static SortedMap<String, Object> seen(ImageConfig config) {
    SortedMap<String, Object> fields = new TreeMap<>();
    fields.put("Env", config.env());
    fields.put("Cmd", config.cmd());
    fields.put("Entrypoint", config.entrypoint());
    fields.put("Shell", config.shell());
    fields.put("OnBuild", config.onBuild());
    fields.put("ExposedPorts", config.exposedPorts());
    fields.put("Volumes", config.volumes());
    fields.put("WorkingDir", config.setWorkingDir().orElse(""));
    fields.put("User", config.user());
    fields.put("StopSignal", config.stopSignal().orElse(""));
    fields.put("Labels", config.labels());
    fields.put("author", config.author().orElse(""));
    fields.put("platform", config.platform().toString());
    List<Object> check = new ArrayList<>();
    config
        .healthcheck()
        .ifPresent(found -> {
          check.add(found.test());
          check.add(found.interval().map(time -> time.toNanos()).orElse(0L));
          check.add(found.timeout().map(time -> time.toNanos()).orElse(0L));
          check.add(found.startPeriod().map(time -> time.toNanos()).orElse(0L));
          check.add(found.startInterval().map(time -> time.toNanos()).orElse(0L));
          check.add(found.retries().orElse(0L));
        });
    fields.put("Healthcheck", check);
    return fields;
  }

  private static SortedMap<String, Object> expected(Optional<JsonObject> config) {
    JsonObject json = config.orElseThrow();
    SortedMap<String, Object> fields = new TreeMap<>();
    for (String list :
        List.of("Env", "Cmd", "Entrypoint", "Shell", "OnBuild", "ExposedPorts", "Volumes")) {
      fields.put(list, json.texts(list));
    }
    for (String text : List.of("WorkingDir", "User", "StopSignal", "author")) {
      fields.put(text, json.text(text).orElse(""));
    }
    fields.put("Labels", json.textMap("Labels"));
    fields.put(
        "platform",
        json.requiredText("os")
            + "/"
            + json.requiredText("architecture")
            + json.text("variant").map(variant -> "/" + variant).orElse(""));
    List<Object> check = new ArrayList<>();
    json.object("Healthcheck")
        .ifPresent(found -> {
          check.add(found.texts("Test"));
          for (String number :
              List.of("Interval", "Timeout", "StartPeriod", "StartInterval", "Retries")) {
            check.add(found.number(number).orElse(0L));
          }
        });
    fields.put("Healthcheck", check);
    return fields;
  }

  private static String line(HistoryEntry entry) {
    return entry.createdBy().orElse("")
        + entry.comment().map(text -> " | " + text).orElse("")
        + (entry.emptyLayer() ? " | empty" : "");
  }

  private static String line(JsonObject entry) {
    return entry.text("created_by").orElse("")
        + entry.text("comment").map(text -> " | " + text).orElse("")
        + (entry.flag("empty_layer") ? " | empty" : "");
  }
}
