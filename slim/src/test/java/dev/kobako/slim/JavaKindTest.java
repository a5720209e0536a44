package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JavaKindTest {
  private static final String HOME = "/usr/lib/jvm/j";

  private final FakeRoot root =
      FakeRoot.withGlibc()
          .elf(HOME + "/bin/java", FakeRoot.program())
          .link("/usr/bin/java", HOME + "/bin/java")
          .file(HOME + "/lib/modules", "classes")
          .workingDirectory("/app");

  /** A jar whose manifest has this Class-Path. */
  private static byte[] jar(String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      jar.putNextEntry(new ZipEntry("a/B.class"));
    }
    return bytes.toByteArray();
  }

  private void jar(String path, String classPath) throws IOException {
    root.put(path, FakeRoot.regular(0644, jar(classPath)));
  }

  private List<String> kept(String below, String... words) throws IOException {
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    List<String> arguments = new ArrayList<>(List.of("java"));
    arguments.addAll(List.of(words));
    closure.keepProgram("/usr/bin/java", arguments, Reason.asked("named"));
    return Explained.lines(closure).stream().filter(line -> line.startsWith(below)).toList();
  }

  private List<String> paths(String... words) throws IOException {
    return kept("/app/", words).stream().map(line -> line.split(": ")[0]).toList();
  }

  @Test
  void guessesNoNativeLibraryWhereRunsWereSeen() throws IOException {
    root.elf(HOME + "/lib/libnet.so", FakeRoot.program()).file(HOME + "/lib/tzdb.dat", "zones");
    Closure closure = new Closure(root.source(), ClosureOptions.ofTraced(EnumSet.of(Guess.DLOPEN)));

    closure.keepRunning("/usr/bin/java", List.of("java"), Reason.asked("started"));

    assertThat(
            Explained.lines(closure).stream()
                .filter(line -> line.startsWith(HOME + "/lib"))
                .map(line -> line.split(": ")[0]))
        .containsExactly(HOME + "/lib/modules", HOME + "/lib/tzdb.dat");
  }

  @Test
  void keepsTheRuntimeWithoutWhatOnlyDevelopersAndDesktopsUse() throws IOException {
    for (String name :
        List.of(
            "lib/src.zip",
            "lib/ct.sym",
            "lib/classlist",
            "lib/server/classes.jsa",
            "lib/server/classes_nocoops.jsa",
            "lib/security/default.policy",
            "lib/tzdb.dat",
            "jmods/java.base.jmod",
            "man/java.1",
            "legal/x",
            "release",
            "conf/net.properties")) {
      root.file(HOME + "/" + name, "");
    }
    root.elf(HOME + "/lib/server/libjvm.so", FakeRoot.program())
        .elf(HOME + "/lib/libawt_xawt.so", FakeRoot.program())
        .elf(HOME + "/lib/libnet.so", FakeRoot.program())
        .link(HOME + "/lib/jvm.cfg", "/etc/java/jvm.cfg")
        .file("/etc/java/jvm.cfg", "-server KNOWN");

    assertThat(kept(HOME).stream().map(line -> line.substring(HOME.length()).split(": ")[0]))
        .containsExactly(
            "/bin/java",
            "/conf/net.properties",
            "/lib/jvm.cfg",
            "/lib/libnet.so",
            "/lib/modules",
            "/lib/security/default.policy",
            "/lib/server/classes.jsa",
            "/lib/server/libjvm.so",
            "/lib/tzdb.dat",
            "/release");
    assertThat(kept("/etc/java"))
        .containsExactly("/etc/java/jvm.cfg: of the Java runtime of " + HOME + "/bin/java");
  }

  @Test
  void followsTheManifestsOfJarsInCirclesAndAcrossLinks() throws IOException {
    jar("/app/app.jar", "lib/a%20b.jar lib/none.jar ../shared/ http://x/y.jar");
    jar("/app/lib/a b.jar", "../app.jar c.jar");
    root.link("/app/lib/c.jar", "../store/c-1.jar").file("/shared/r.txt", "");
    jar("/app/store/c-1.jar", "d.jar");
    jar("/app/store/d.jar", "");
    jar("/app/store/e.jar", "");

    assertThat(kept("/app/", "-Xmx9m", "-jar", "app.jar", "-cp", "none"))
        .containsExactly(
            "/app/app.jar: on the class path of " + HOME + "/bin/java",
            "/app/lib/a b.jar: in the Class-Path of /app/app.jar",
            "/app/lib/c.jar: a link; what it leads to is in the Class-Path of /app/lib/a b.jar",
            "/app/store/c-1.jar: in the Class-Path of /app/lib/a b.jar",
            "/app/store/d.jar: in the Class-Path of /app/store/c-1.jar");
    assertThat(kept("/shared", "-jar", "app.jar")).hasSize(1);
  }

  @Test
  void readsPathsOfOptionsVariablesAndArgumentFiles() throws IOException {
    for (String name : List.of("a", "b", "c", "d", "agent", "env")) {
      jar("/app/" + name + ".jar", "");
    }
    root.file("/app/classes/x/Y.class", "")
        .file("/app/mods/m.jar", "")
        .file("/app/log.xml", "")
        .file("/app/args", "-cp \"a.jar:classes\" # b.jar\n-Dlog=file:/app/log.xml")
        .file("/app/plus/p.jar", "")
        .file("/app/plus/q.txt", "");

    assertThat(paths("@args", "x.Y"))
        .containsExactly("/app/a.jar", "/app/args", "/app/classes/x/Y.class", "/app/log.xml");
    assertThat(paths("--class-path=b.jar:plus/*", "-javaagent:agent.jar=x=1", "x.Y", "-cp", "c"))
        .containsExactly("/app/agent.jar", "/app/b.jar", "/app/plus/p.jar");
    assertThat(paths("-p", "mods", "-m", "m/x.Y")).containsExactly("/app/mods/m.jar");
    root.environment("CLASSPATH", "/app/env.jar")
        .environment("JAVA_TOOL_OPTIONS", "-javaagent:/app/agent.jar");
    assertThat(paths("x.Y")).containsExactly("/app/agent.jar", "/app/env.jar");
  }

  @Test
  void takesNoWholeSystemForAFolderOfClasses() throws IOException {
    root.workingDirectory("/")
        .file("/app/Main.class", "")
        .file("/Other.class", "")
        .file("/data/big", "");

    assertThat(kept("/", "app.Main").stream().map(line -> line.split(": ")[0]))
        .contains("/app/Main.class", "/Other.class")
        .doesNotContain("/data/big");
  }

  @Test
  void keepsSettingsWhereSpringBootLooksForThem() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Spring-Boot-Version", "3.3.0");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("#!/bin/bash\nexec java -jar \"$0\"\nexit\n".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    new JarOutputStream(jar, manifest).close();
    bytes.writeBytes(jar.toByteArray());
    root.put("/app/app.jar", FakeRoot.regular(0755, bytes.toByteArray()))
        .file("/app/application-prod.yml", "")
        .file("/app/config/x/application.yml", "")
        .file("/app/other.yml", "");

    assertThat(paths("-jar", "app.jar"))
        .containsExactly(
            "/app/app.jar", "/app/application-prod.yml", "/app/config/x/application.yml");
  }

  @Test
  void keepsDamagedJarsAndReadsNothingOfThem() throws IOException {
    byte[] jar = jar("b.jar");
    jar("/app/b.jar", "");
    for (int length = 0; length < jar.length; length += 7) {
      root.put("/app/a.jar", FakeRoot.regular(0644, Arrays.copyOf(jar, length)));
      assertThat(paths("-jar", "a.jar")).contains("/app/a.jar");
    }
    for (int at = 0; at < jar.length; at++) {
      byte[] changed = jar.clone();
      changed[at] = (byte) 0xff;
      root.put("/app/a.jar", FakeRoot.regular(0644, changed));
      assertThat(paths("-jar", "a.jar")).contains("/app/a.jar");
    }
  }
}
