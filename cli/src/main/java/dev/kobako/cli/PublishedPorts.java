package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.Network;
import java.util.ArrayList;
import java.util.List;

/** {@code --publish}: ports of a container that are to be reached from outside. */
final class PublishedPorts {
  private static final int HIGHEST = 65_535;

  private PublishedPorts() {}

  /**
   * The ports, as people read them. In the host's network a port is what it is: nothing has to be
   * published, and nothing can be moved.
   *
   * @throws KobakoException usage, where that can't be done
   */
  static List<String> of(List<String> flags, Network network) {
    List<String> ports = new ArrayList<>();
    for (String text : flags) {
      int slash = text.indexOf('/');
      String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
      String[] parts = (slash < 0 ? text : text.substring(0, slash)).split(":", -1);
      String inside = parts[parts.length - 1];
      String outside = parts.length > 1 ? parts[parts.length - 2] : inside;
      if (!isPort(inside) || !(outside.isEmpty() || isPort(outside))) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--publish " + text, "expected [HOST:]PORT", "write --publish 8080:8080"));
      }
      if (network == Network.NONE) {
        throw KobakoException.usage(
            Diagnostic.of("--publish " + text, "goes not with --network none", "leave one out"));
      }
      if (!outside.isEmpty() && !outside.equals(inside)) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--publish " + text,
                "the container is in this machine's network, where port "
                    + inside
                    + " can't become "
                    + outside,
                "let the program listen on "
                    + outside
                    + " and write --publish "
                    + outside
                    + "; kobako has no network of its own for containers (slirp4netns, pasta) yet"));
      }
      ports.add(inside + "/" + protocol);
    }
    return ports;
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) > 0
        && Integer.parseInt(text) <= HIGHEST;
  }
}
