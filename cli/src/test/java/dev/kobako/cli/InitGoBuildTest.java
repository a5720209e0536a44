package dev.kobako.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code kobako init} writes for Go, built by the Go of this machine: its programs are static.
 */
class InitGoBuildTest {
  @TempDir Path temp;

  @Test
  void modulesAreFetchedAndCompiledOnce() throws Exception {
    HostCommand.assume("go");
    Path go = Path.of(HostCommand.of(temp, "go", "env", "GOROOT").output().strip());
    assumeTrue(
        Files.isRegularFile(go.resolve("bin/go"), LinkOption.NOFOLLOW_LINKS)
            && Files.isDirectory(go.resolve("src"), LinkOption.NOFOLLOW_LINKS),
        "skipped: 'go' is not in one folder with its library");
    InitProject.assumeNetwork("proxy.golang.org");
    RealBuild build = RealBuild.in(temp);
    base(build, go);
    InitProject project = InitProject.in(build.kobako(), temp.resolve("project"));
    project
        .with(
            "go.mod",
            "module example.com/greeter\n\ngo 1.19\n\nrequire github.com/pkg/errors v0.9.1\n")
        .with(
            "go.sum",
            """
            github.com/pkg/errors v0.9.1 h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=
            github.com/pkg/errors v0.9.1/go.mod h1:bwawxfHBFNV+L2hUp1rHADufV3IMtnDRdf1r5NINEl0=
            """)
        .with(
            "main.go",
            """
            package main

            import (
            	"fmt"

            	"github.com/pkg/errors"
            )

            func main() { fmt.Println(errors.New("hello 42")) }
            """)
        .initialized();
    project.replaceInDockerfile("go build ", "go build -v "); // names what is compiled
    project
        .builds("hello 42\n")
        .rebuilds("main.go", "42", "43", "hello 43\n", "github.com/pkg/errors")
        .rebuildsDependencies("go.mod");
  }

  /** Busybox for a shell, and Go, under the name of the official image. */
  private static void base(RealBuild build, Path go) throws IOException {
    build.dockerfile(
        """
        RUN /bin/busybox mkdir -p /tmp /usr/local && for name in cp echo grep ls mkdir rm; do /bin/busybox ln -s busybox "/bin/$name"; done
        COPY --from=go . /usr/local/go
        ENV HOME=/root PATH=/usr/local/go/bin:/bin GOFLAGS=-buildvcs=false GOTOOLCHAIN=local
        """);
    build
        .kobako()
        .run("build", "-q", "--build-context", "go=" + go, "-t", "golang:1.19-bookworm", ".")
        .succeeded();
  }
}
