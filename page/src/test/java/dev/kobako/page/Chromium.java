package dev.kobako.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a window, asked through its DevTools protocol. It knows no other profile than
 * its own new one, which goes with it.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final String LISTENING = "DevTools listening on ";
  private static final int SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final HttpClient client;
  private final WebSocket socket;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<?, ?>>> open = new ConcurrentHashMap<>();
  private final List<Map<?, ?>> events = new CopyOnWriteArrayList<>();

  private Chromium(Process process, Path profile, String address) {
    this.process = process;
    this.profile = profile;
    this.client = HttpClient.newHttpClient();
    this.socket =
        await(client.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()));
  }

  /** Starts one, or skips the test where there is none. */
  static Chromium start() throws IOException {
    String program =
        NAMES.stream().filter(name -> Files.isExecutable(Path.of(name))).findFirst().orElse("");
    assumeTrue(!program.isEmpty(), "chromium is needed (Debian's package of that name)");
    Path profile = Files.createTempDirectory("kobako-chromium");
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "--headless",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--force-color-profile=srgb",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--no-sandbox"); // it refuses to have one as root
    }
    command.add("about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(false)
            .start();
    return new Chromium(process, profile, address(process));
  }

  /** What it says on its standard error; the rest of that is read and dropped. */
  private static String address(Process process) {
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            StringBuilder said = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              if (line.startsWith(LISTENING)) {
                address.complete(line.substring(LISTENING.length()));
              } else if (said.length() < 4000) {
                said.append(line).append('\n');
              }
            }
            address.completeExceptionally(new IOException("chromium has ended: " + said));
          } catch (IOException e) {
            address.completeExceptionally(e);
          }
        });
    return await(address);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts messages together that come in pieces, and gives each to whom it is for. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        Map<?, ?> message =
            (Map<?, ?>) Json.any("DevTools", text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        if (message.get("id") instanceof Number id) {
          Objects.requireNonNull(open.remove(id.intValue())).complete(message);
        } else {
          synchronized (events) {
            events.add(message);
            events.notifyAll();
          }
        }
      }
      from.request(1);
      return null;
    }
  }

  /** Asks for something, and waits for the answer. */
  Map<?, ?> call(String session, String method, Map<String, Object> parameters) {
    int id = last.incrementAndGet();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<Map<?, ?>> answer = new CompletableFuture<>();
    open.put(id, answer);
    await(socket.sendText(new String(Json.bytes(message), StandardCharsets.UTF_8), true));
    Map<?, ?> got = await(answer);
    if (!(got.get("result") instanceof Map<?, ?> result)) {
      throw new AssertionError(method + ": " + got.get("error"));
    }
    return result;
  }

  /** Waits until something has happened in a session. */
  void awaitEvent(String session, String method) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    synchronized (events) {
      while (events(session, method).findAny().isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError(method + " has not come in " + SECONDS + " s");
        }
        try {
          events.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError(e);
        }
      }
    }
  }

  /** What has happened in a session, as the protocol tells it. */
  Stream<Map<?, ?>> events(String session, String method) {
    return events.stream()
        .filter(each -> session.equals(each.get("sessionId")) && method.equals(each.get("method")))
        .map(each -> (Map<?, ?>) Objects.requireNonNull(each.get("params")));
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (UncheckedIOException e) {
      // a process of the browser that still ends has taken something away itself
      profile.toFile().deleteOnExit();
    }
  }
}
