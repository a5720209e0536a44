package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Java of this machine, run with its closure alone. */
@Timeout(180)
class JavaOnHostTest {
  private static final Path JAVA = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");

  @TempDir Path program;
  @TempDir Path folder;

  private void compile(String name, String text) throws IOException {
    Path source = Files.writeString(program.resolve(name + ".java"), text);
    int result =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-cp",
                program.toString(),
                "-d",
                program.toString(),
                source.toString());
    assertThat(result).isZero();
  }

  private void jar(String name, String member, Attributes attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putAll(attributes);
    Path path = program.resolve(name);
    Files.createDirectories(path.getParent());
    try (OutputStream out = Files.newOutputStream(path);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new ZipEntry(member));
      jar.write(Files.readAllBytes(program.resolve(member)));
    }
  }

  @Test
  void runsAJarThatNeedsAnotherOneWithWhatWasFound() throws IOException {
    assumeTrue(Files.isExecutable(JAVA), "skipped: no " + JAVA + " here");
    compile("Part", "public class Part { static String says() { return \"part\"; } }");
    compile(
        "Main",
        "import java.time.*; public class Main { public static void main(String[] a) throws"
            + " Exception { System.out.println(Part.says() + ' ' +"
            + " ZonedDateTime.of(2024, 7, 3, 9, 0, 0, 0, ZoneId.of(\"Asia/Tokyo\")).getOffset()"
            + " + ' ' + new String(new byte[] {(byte) 0x93, (byte) 0xfa}, \"Shift_JIS\").length()"
            + " + ' ' + String.format(java.util.Locale.GERMANY, \"%,d\", 1234)"
            + " + ' ' + (javax.net.ssl.SSLContext.getDefault() != null)"
            + " + ' ' + new java.util.zip.CRC32().getValue()"
            + " + ' ' + java.net.InetAddress.getLoopbackAddress().isLoopbackAddress()); } }");
    Attributes main = new Attributes();
    main.put(Attributes.Name.MAIN_CLASS, "Main");
    main.put(Attributes.Name.CLASS_PATH, "lib/part.jar");
    jar("app.jar", "Main.class", main);
    jar("lib/part.jar", "Part.class", new Attributes());
    String jar = program.resolve("app.jar").toString();

    HostClosure closure = HostClosure.of(JAVA.toString(), "-Xmx64m", "-jar", jar);

    assertThat(closure.output(folder)).isEqualTo("part +09:00 1 1.234 true 0 true\n");
    assertThat(closure.keepSet().bytes()).isLessThan(230_000_000);
  }
}
