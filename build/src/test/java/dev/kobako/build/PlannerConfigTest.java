package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.ImageConfig;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannerConfigTest {
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  @Test
  void anImageFromNothingStartsInTheRootAndHasAPath() {
    ImageConfig config = PlannedText.of("FROM scratch").config();

    assertThat(config.setWorkingDir()).contains("/");
    assertThat(config.env()).containsExactly(PATH);
    assertThat(config.history()).isEmpty();
    assertThat(config.diffIds()).isEmpty();
    assertThat(config.created()).isEmpty();
  }

  @Test
  void anImageUponAnotherHasAllOfItButItsTriggersAndWhatNobodyKnows() {
    byte[] json =
        """
        {"architecture":"amd64","os":"linux","author":"me","created":"2020-01-01T00:00:00Z",
         "docker_version":"1.0","container_config":{"Cmd":["x"]},
         "config":{"Env":["A=b"],"Cmd":["c"],"Entrypoint":["e"],"WorkingDir":"/w/","User":"u",
          "Labels":{"l":"1"},"ExposedPorts":{"80/tcp":{}},"Volumes":{"/v":{}},"StopSignal":"SIGINT",
          "Shell":["/bin/ash","-c"],"OnBuild":["ENV T=1"],"Healthcheck":{"Test":["NONE"]},
          "ArgsEscaped":true},
         "rootfs":{"type":"layers","diff_ids":[]}}\
        """
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ImageConfig config =
        PlannedText.of("FROM full").image("full", ImageConfig.parse("full", json)).config();

    assertThat(config)
        .hasToString(
            "{\"author\":\"me\",\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{"
                + "\"Env\":[\"A=b\",\""
                + PATH
                + "\",\"T=1\"],\"Entrypoint\":[\"e\"],\"Cmd\":[\"c\"],\"ArgsEscaped\":true,"
                + "\"WorkingDir\":\"/w/\",\"User\":\"u\",\"Labels\":{\"l\":\"1\"},"
                + "\"ExposedPorts\":{\"80/tcp\":{}},\"Volumes\":{\"/v\":{}},"
                + "\"StopSignal\":\"SIGINT\",\"Shell\":[\"/bin/ash\",\"-c\"],"
                + "\"Healthcheck\":{\"Test\":[\"NONE\"]}},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
  }

  @Test
  void anEntrypointTakesAwayACmdThatComesFromTheBase() {
    assertThat(PlannedText.of("FROM base", "ENTRYPOINT [\"e\"]").config().cmd()).isEmpty();
    assertThat(PlannedText.of("FROM base", "CMD x", "ENTRYPOINT [\"e\"]").config().cmd())
        .containsExactly("/bin/sh", "-c", "x");
    assertThat(
            PlannedText.of("FROM scratch AS a", "CMD [\"x\"]", "FROM a", "ENTRYPOINT [\"e\"]")
                .config()
                .cmd())
        .isEmpty();
  }

  @Test
  void theShellFormTakesTheShellThatIsSetThen() {
    ImageConfig config =
        PlannedText.of("FROM base", "ENTRYPOINT a $X", "SHELL [\"/bin/bash\", \"-ec\"]", "CMD b c")
            .config();

    assertThat(config.entrypoint()).containsExactly("/bin/sh", "-c", "a $X");
    assertThat(config.cmd()).containsExactly("/bin/bash", "-ec", "b c");
    assertThat(config.shell()).containsExactly("/bin/bash", "-ec");
  }

  @Test
  void variablesStayInTheirPlaceInTheImageAndAreLastForRun() {
    PlannedText text = PlannedText.of("FROM scratch", "ENV A=1 B=2", "ENV A=3", "RUN true");

    assertThat(text.config().env()).containsExactly(PATH, "A=3", "B=2");
    assertThat(text.lastRun().environment()).containsExactly(PATH, "B=2", "A=3");
  }

  @Test
  void workingDirectoriesChainAndKeepTheirTrailingSlash() {
    Plan plan =
        PlannedText.of(
                "FROM scratch",
                "WORKDIR a",
                "WORKDIR b/../c",
                "WORKDIR /x/",
                "WORKDIR ..",
                "ENV D=/d",
                "WORKDIR $D/e",
                "WORKDIR /")
            .plan();

    assertThat(plan.targetStage().steps())
        .extracting(Step::history)
        .containsExactly(
            "WORKDIR /a",
            "WORKDIR /a/c",
            "WORKDIR /x/",
            "WORKDIR /",
            "ENV D=/d",
            "WORKDIR /d/e",
            "WORKDIR /");
    assertThat(plan.targetStage().steps().get(2))
        .isInstanceOfSatisfying(WorkdirStep.class, step -> assertThat(step.path()).isEqualTo("/x"));
    assertThat(plan.targetStage().steps().get(3)).isInstanceOf(MetadataStep.class);
    assertThat(PlannedHistory.of(plan))
        .extracting(entry -> entry.emptyLayer())
        .containsExactly(false, false, false, true, true, false, true);
  }

  @Test
  void newFoldersBelongToTheUser() {
    assertThat(PlannedText.of("FROM base", "USER app:1", "WORKDIR /w").plan().targetStage().steps())
        .last()
        .isInstanceOfSatisfying(
            WorkdirStep.class, step -> assertThat(step.user()).isEqualTo("app:1"));
  }

  @Test
  void portsAreOfEveryFormThatExposeHas() {
    PlannedText text =
        PlannedText.of(
            "FROM scratch", "ARG MORE='90 91/udp'", "EXPOSE 80 443/TCP 8000-8002 $MORE 1:2");

    assertThat(text.config().exposedPorts())
        .containsExactly(
            "2/tcp", "443/tcp", "80/tcp", "8000/tcp", "8001/tcp", "8002/tcp", "90/tcp", "91/udp");
    assertThatThrownBy(() -> PlannedText.of("FROM scratch", "EXPOSE 80 90/icmp").plan())
        .hasMessage(
            """
            Dockerfile:2: port '90/icmp': protocol 'icmp', expected tcp, udp or sctp
              2 | EXPOSE 80 90/icmp
                |           ^^^^^^^
            remedy: write EXPOSE 8080, EXPOSE 53/udp or EXPOSE 8000-8010\
            """);
  }

  @Test
  void aSignalAndAVolumeAreCheckedOnceExpanded() {
    assertThat(PlannedText.of("FROM scratch", "ARG S=sigterm", "STOPSIGNAL $S").config())
        .extracting(config -> config.stopSignal().orElseThrow())
        .isEqualTo("sigterm");
    assertThatThrownBy(() -> PlannedText.of("FROM scratch", "STOPSIGNAL $S").plan())
        .hasMessage(
            """
            Dockerfile:2: '' is not a signal
              2 | STOPSIGNAL $S
                |            ^^
            remedy: write a name such as SIGTERM or a number such as 15\
            """);
    assertThatThrownBy(() -> PlannedText.of("FROM scratch", "VOLUME /a $S").plan())
        .hasMessage(
            """
            Dockerfile:2: an empty volume
              2 | VOLUME /a $S
                |           ^^
            remedy: name a folder of the image\
            """);
  }

  @Test
  void aHealthcheckIsKeptAsWrittenForTheShellOfTheContainer() {
    PlannedText text =
        PlannedText.of(
            "FROM scratch", "SHELL [\"ash\"]", "HEALTHCHECK --interval=1m30s --retries=2 CMD $X y");

    assertThat(text.config().healthcheck())
        .contains(
            new Healthcheck(
                List.of("CMD-SHELL", "$X y"),
                Optional.of(java.time.Duration.ofSeconds(90)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(2L)));
    assertThat(text.history().getLast())
        .isEqualTo(
            "HEALTHCHECK {Test:[CMD-SHELL $X y] Interval:1m30s Timeout:0s StartPeriod:0s"
                + " StartInterval:0s Retries:2}");
  }

  @Test
  void labelsOfTheCommandAreOverThoseOfTheDockerfileInTheResultOnly() {
    Plan plan =
        PlannedText.of("FROM scratch AS a", "LABEL x=1 y=2", "FROM a").label("x", "3").plan();

    assertThat(plan.stages().getFirst().config().labels())
        .isEqualTo(new TreeMap<>(java.util.Map.of("x", "1", "y", "2")));
    assertThat(plan.targetStage().config().labels())
        .isEqualTo(new TreeMap<>(java.util.Map.of("x", "3", "y", "2")));
  }

  @Test
  void aWordThatCanNotBeExpandedIsShownInItsLine() {
    assertThatThrownBy(() -> PlannedText.of("FROM scratch", "", "USER ${X").plan())
        .hasMessageStartingWith("Dockerfile:3: ")
        .hasMessageContaining("3 | USER ${X\n    |      ^^^\n");
  }
}
