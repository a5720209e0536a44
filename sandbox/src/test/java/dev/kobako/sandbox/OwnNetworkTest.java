package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that slirp4netns connects with the host. */
@Timeout(60)
class OwnNetworkTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");

  @TempDir Path folder;

  private RunningContainers containers = RunningContainers.available(RUNC, Path.of("/none"));
  private List<LayerFolders.Unpacked> layers = List.of();
  private int free;

  @BeforeEach
  void toolsAreNeeded() throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    assumeTrue(
        HostTools.where("slirp4netns").isPresent() && UserNetwork.find().isPresent(),
        "slirp4netns and /dev/net/tun are needed: " + UserNetwork.lack());
    containers = RunningContainers.available(RUNC, folder.resolve("containers"));
    byte[] tar =
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/sh", 0755, Files.readAllBytes(BUSYBOX))
            .bytes();
    layers =
        List.of(
            new LayerFolders(folder.resolve("layers"))
                .of(new LayerFolders.Packed(Digest.sha256(tar), Content.of(tar)), List.of()));
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
  }

  @AfterEach
  void removeAll() {
    containers.all().forEach(each -> containers.remove(each, true));
  }

  private NamedContainer named(List<PublishedPort> ports, NameLookup names, String script) {
    Container container =
        new Container(
            layers,
            List.of("/bin/sh", "-c", script),
            List.of("PATH=/bin"),
            "/",
            ContainerUser.ROOT,
            ProcessRights.USUAL,
            List.of(),
            new ContainerNetwork.Own(ports),
            "box",
            names,
            ContainerLimits.USUAL);
    return new NamedContainer("web", container, false, false, new TreeMap<>(), new TreeMap<>());
  }

  private PublishedPort published(int inside) {
    return new PublishedPort("127.0.0.1", free, inside, PublishedPort.Protocol.TCP);
  }

  private String output(NamedContainer named) throws IOException {
    KnownContainer started = containers.detach(named);
    int _ = containers.await(started);
    return Files.readString(started.log());
  }

  @Test
  void itHasAnAddressANameServerAndNamesForItselfAndTheHost() throws Exception {
    LinkedHashMap<String, String> hosts = new LinkedHashMap<>();
    hosts.put("outside", NameLookup.HOST_GATEWAY);
    hosts.put("db", "10.9.8.7");

    assertThat(
            output(
                named(
                    List.of(),
                    new NameLookup(hosts, List.of()),
                    "busybox ip -o -4 addr show tap0 | busybox cut -d ' ' -f 7; busybox cat"
                        + " /etc/hosts; busybox head -n 1 /etc/resolv.conf")))
        .isEqualTo(
            """
            10.0.2.100/24
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            10.0.2.100\tbox
            10.0.2.2\toutside
            10.9.8.7\tdb
            nameserver 10.0.2.3
            """);
  }

  @Test
  void aPortOfTheHostLeadsIntoIt() throws Exception {
    KnownContainer started =
        containers.detach(
            named(
                List.of(published(80)),
                NameLookup.USUAL,
                "while :; do echo hello | busybox nc -l -p 80; done"));

    String said = "";
    while (said.isEmpty()) { // until the program listens; bounded by the test's timeout
      said = readAll(free);
    }
    assertThat(said).isEqualTo("hello\n");
    containers.remove(started, true);
    try (ServerSocket taken = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
    }
  }

  private static String readAll(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException _) {
      return ""; // nobody listens inside
    }
  }

  @Test
  void aPortThatIsTakenIsSaidAndNothingStays() throws Exception {
    try (ServerSocket _ = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
              containers.detach(named(List.of(published(80)), NameLookup.USUAL, "echo never")))
          .isInstanceOf(KobakoException.class)
          .hasMessage(
              "--publish "
                  + free
                  + ":80: port "
                  + free
                  + " of 127.0.0.1 can't be had: something else listens there, or it is below 1024"
                  + " and this user may not\nremedy: choose another port before the colon");
    }
    assertThat(containers.all()).isEmpty();
  }

  @Test
  void theHostsLoopbackIsReachedWhereItHasAName() throws Exception {
    LinkedHashMap<String, String> hosts = new LinkedHashMap<>();
    hosts.put("outside", NameLookup.HOST_GATEWAY);
    String script = "busybox nc -w 1 10.0.2.2 " + free + " </dev/null || echo refused";
    try (ServerSocket socket = new ServerSocket(free, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(socket));

      assertThat(output(named(List.of(), NameLookup.ofHosts(hosts), script))).isEqualTo("hi\n");
      containers.all().forEach(each -> containers.remove(each, true));
      assertThat(output(named(List.of(), NameLookup.USUAL, script))).contains("refused\n");
    }
  }

  private static void greet(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket one = socket.accept()) {
        one.getOutputStream().write("hi\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        return; // the test has ended
      }
    }
  }
}
