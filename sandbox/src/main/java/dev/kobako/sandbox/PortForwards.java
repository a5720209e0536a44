package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ports that slirp4netns is asked to publish, by the socket that <a
 * href="https://github.com/rootless-containers/slirp4netns/blob/master/slirp4netns.1.md">its
 * manual</a> describes: one question for each connection.
 */
record PortForwards(List<PublishedPort> ports) {
  private static final int MAX_ANSWER = 64 << 10;

  /**
   * Asks for all of them.
   *
   * @param pid of the process around the script; the socket's name is short seen from there, and
   *     the kernel takes no long ones
   * @throws KobakoException outside, where a port can't be had
   */
  void publish(long pid) {
    Path folder =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .map(child -> Path.of("/proc/" + child.pid() + "/cwd"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no process below " + pid));
    for (PublishedPort port : ports) {
      publish(folder.resolve(UserNetwork.SOCKET), port);
    }
  }

  private static void publish(Path socket, PublishedPort port) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("proto", port.protocol().text());
    arguments.put("host_addr", port.address());
    arguments.put("host_port", port.outside());
    arguments.put("guest_addr", UserNetwork.SLIRP_ADDRESS);
    arguments.put("guest_port", port.inside());
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("execute", "add_hostfwd");
    question.put("arguments", arguments);
    try {
      JsonObject answer = Json.object("slirp4netns", answer(socket, Json.bytes(question)));
      if (answer.object("error").isPresent()) {
        throw refused(port);
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              "port " + port, "slirp4netns can't be asked to publish it: " + e.getMessage()),
          e);
    }
  }

  private static byte[] answer(Path socket, byte[] question) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer bytes = ByteBuffer.wrap(question);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.shutdownOutput();
      try (InputStream in = Channels.newInputStream(channel)) {
        return in.readNBytes(MAX_ANSWER);
      }
    }
  }

  private static KobakoException refused(PublishedPort port) {
    return KobakoException.outside(
        Diagnostic.of(
            "--publish " + port.outside() + ":" + port.inside(),
            "port "
                + port.outside()
                + " of "
                + port.address()
                + " can't be had: something else listens there, or it is below 1024 and this user"
                + " may not",
            "choose another port before the colon"),
        null);
  }
}
