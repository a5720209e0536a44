package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program that connects a container's own network with the host's as an ordinary user: it takes
 * packets from a device in the container and speaks with the rest of the world through sockets of
 * its own.
 *
 * @param kind which of them
 * @param program its absolute path
 */
public record UserNetwork(Kind kind, String program) {
  /** The programs, the one to be preferred first: it starts in 5 ms, the other in 45. */
  public enum Kind {
    /** slirp4netns(1). */
    SLIRP("slirp4netns", "10.0.2.3"),
    /** pasta(1), of the package passt. */
    PASTA("pasta", "169.254.1.1");

    private final String command;
    private final String resolver;

    Kind(String command, String resolver) {
      this.command = command;
      this.resolver = resolver;
    }
  }

  private static final Path DEVICE = Path.of("/dev/net/tun");

  /** Where slirp4netns puts the container, and where the host is. */
  static final String SLIRP_ADDRESS = "10.0.2.100";

  private static final String SLIRP_HOST = "10.0.2.2";

  /** A socket for {@link PortForwards}, in the folder where the script is. */
  static final String SOCKET = "connect.socket";

  /** The one that this machine has. */
  public static Optional<UserNetwork> find() {
    if (!isDeviceThere()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      Optional<String> program = HostTools.where(kind.command);
      if (program.isPresent()) {
        return Optional.of(new UserNetwork(kind, program.get()));
      }
    }
    return Optional.empty();
  }

  /** What is missing for a network of a container's own, and how to get it. */
  public static String lack() {
    return isDeviceThere()
        ? "neither slirp4netns nor pasta is installed (apt-get install slirp4netns)"
        : DEVICE + " can't be opened (as root: modprobe tun; chmod 666 " + DEVICE + ")";
  }

  static UserNetwork require() {
    return find()
        .orElseThrow(() ->
            KobakoException.outside(
                Diagnostic.of(
                    "container",
                    "can't have a network of its own: " + lack(),
                    "see to that, or use --network host"),
                null));
  }

  private static boolean isDeviceThere() {
    return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
  }

  /**
   * The command that connects the network in the file {@code net}, in words without spaces. It
   * tells on descriptor 7, or by ending well, that the network can be used.
   *
   * @param hostReached whether what listens on the host's loopback can be reached
   */
  String command(ContainerNetwork.Own network, boolean hostReached) {
    List<String> words = new ArrayList<>(List.of(program));
    switch (kind) {
      case SLIRP -> {
        words.addAll(List.of("--configure", "--mtu=65520", "--ready-fd=7"));
        words.addAll(List.of("--enable-sandbox", "--enable-seccomp", "--netns-type=path"));
        if (!hostReached) {
          words.add("--disable-host-loopback");
        }
        if (!network.ports().isEmpty()) {
          words.add("--api-socket=" + SOCKET);
        }
        words.addAll(List.of("net", "tap0"));
      }
      case PASTA -> {
        words.addAll(List.of("--config-net", "--quiet", "--no-map-gw", "--runas=0"));
        words.addAll(List.of("--dns-forward", kind.resolver, "-T", "none", "-U", "none"));
        pastaPorts(words, "-t", network, PublishedPort.Protocol.TCP);
        pastaPorts(words, "-u", network, PublishedPort.Protocol.UDP);
        words.addAll(List.of("--netns-only", "--netns", "./net"));
      }
    }
    return String.join(" ", words);
  }

  private static void pastaPorts(
      List<String> words,
      String flag,
      ContainerNetwork.Own network,
      PublishedPort.Protocol protocol) {
    List<PublishedPort> ports =
        network.ports().stream().filter(each -> each.protocol() == protocol).toList();
    for (PublishedPort port : ports) {
      words.add(flag);
      words.add(port.address() + "/" + port.outside() + ":" + port.inside());
    }
    if (ports.isEmpty()) {
      words.addAll(List.of(flag, "none"));
    }
  }

  /** Whether ports are asked for once it runs, rather than in the command. */
  boolean forwardsLater() {
    return kind == Kind.SLIRP;
  }

  /** The name server that passes questions on to the host's. */
  String resolver() {
    return kind.resolver;
  }

  /** The container's own address; empty where it has the host's. */
  Optional<String> address() {
    return kind == Kind.SLIRP ? Optional.of(SLIRP_ADDRESS) : Optional.empty();
  }

  /**
   * The host's address.
   *
   * @throws KobakoException usage, where there is none that always works
   */
  String host() {
    if (kind == Kind.SLIRP) {
      return SLIRP_HOST;
    }
    throw KobakoException.usage(
        Diagnostic.of(
            "--add-host " + NameLookup.HOST_GATEWAY,
            "the host can't be reached through pasta",
            "install slirp4netns, or use --network host"));
  }
}
