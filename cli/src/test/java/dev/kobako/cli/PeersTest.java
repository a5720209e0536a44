package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools that people have take what the command writes. */
class PeersTest {
  @TempDir Path temp;
  private Kobako kobako;

  @BeforeEach
  void bundle() {
    kobako = Kobako.withStore(temp.resolve("home"));
    kobako
        .run(
            "bundle",
            "/usr/bin/env",
            "-t",
            "box",
            "-o",
            "oci-archive:" + temp.resolve("oci.tar"),
            "-o",
            "docker-archive:" + temp.resolve("docker.tar"),
            "--layers",
            "auto",
            "-q")
        .done();
  }

  @Test
  void skopeoInspectsTheStore() throws Exception {
    HostCommand.assume("skopeo");
    String store = "oci:" + temp.resolve("home/store") + ":docker.io/library/box:latest";
    String config = HostCommand.of(temp, "skopeo", "inspect", "--config", store).output();
    assertThat(config.replaceAll("\\s", "")).contains("\"Entrypoint\":[\"/usr/bin/env\"]");
  }

  @Test
  void skopeoTurnsAnOciArchiveIntoADockerArchive() throws Exception {
    HostCommand.assume("skopeo");
    String target = "docker-archive:" + temp.resolve("copy.tar") + ":box:copy";
    HostCommand.of(
            temp,
            "skopeo",
            "--insecure-policy",
            "copy",
            "-q",
            "oci-archive:" + temp.resolve("oci.tar"),
            target)
        .output();
    List<String> ours = list("oci-archive:" + temp.resolve("oci.tar"));
    assertThat(list("docker-archive:" + temp.resolve("copy.tar"))).isEqualTo(ours);
  }

  @Test
  void podmanLoadsBothArchives() throws Exception {
    HostCommand.assume("podman");
    for (String archive : List.of("docker.tar", "oci.tar")) {
      assertThat(podman("load", "--input", temp.resolve(archive).toString())).contains("Loaded");
    }
    assertThat(podman("images", "--format", "{{.Repository}}")).contains("box");
  }

  @Test
  void umociUnpacksTheStore() throws Exception {
    HostCommand.assume("umoci");
    HostCommand.of(
            temp,
            "umoci",
            "unpack",
            "--rootless",
            "--image",
            temp.resolve("home/store") + ":docker.io/library/box:latest",
            "unpacked")
        .output();
    Path root = temp.resolve("unpacked/rootfs");
    List<String> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
          .forEach(file -> files.add("/" + root.relativize(file)));
    }
    assertThat(files).containsExactlyInAnyOrderElementsOf(list("box"));
  }

  /** What kobako finds in an image: all of its files and links, for it holds nothing else. */
  private List<String> list(String location) {
    return kobako
        .run("bundle", "--from", location, "--include", "/**", "--list", "--no-package-db")
        .done()
        .lines();
  }

  private String podman(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("podman", "--root", temp.resolve("graph").toString()));
    command.addAll(List.of("--runroot", temp.resolve("run").toString(), "--storage-driver", "vfs"));
    command.addAll(List.of(words));
    return new HostCommand(command, temp, System.getenv()).output();
  }
}
