package io.tocsin.transport.directory;

import static io.tocsin.transport.directory.Models.find;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegisterTest {
    @TempDir
    private Path folder;

    private StoredDirectory directory =
            new StoredDirectory(ModelStore.inMemory(StoredDirectory.shape(100), Models.LOG));

    @BeforeEach
    void begin() {
        directory = new StoredDirectory(ModelStore.inMemory(StoredDirectory.shape(100), Models.LOG));
    }

    @Test
    void shouldReadWhatAHospitalExports() throws IOException {
        final Register.Reading reading = read("""
                \uFEFFpatient,born,name,unit,care,contacts
                p-1,1950-02-03,"Müller, Ada ""Addi\""",icu,ann; bob,"Otto, son: 030 1; Dr Wu: 030 2"

                p-2,,Bo
                """);
        assertThat(reading).isEqualTo(new Register.Reading(2, 0));
        assertThat(find(directory, "p-1"))
                .isEqualTo(new Patient(
                        "p-1",
                        "Müller, Ada \"Addi\"",
                        "icu",
                        "",
                        List.of("ann", "bob"),
                        List.of(),
                        List.of("Otto, son: 030 1", "Dr Wu: 030 2")));
        assertThat(find(directory, "p-2")).isEqualTo(new Patient("p-2", "Bo", "", "", List.of(), List.of(), List.of()));
    }

    @Test
    void shouldCountLinesThatItCannotUse() throws IOException {
        final Register.Reading reading = read("""
                patient,name,contacts
                ,Nobody
                pppppppppppppppppppppppppppppppppppppppppp,Long
                p-1,"Ada
                p-2,"Bo"x
                p-3,Cy,a;b;c;d;e
                p-4,Di
                """);
        assertThat(reading).isEqualTo(new Register.Reading(1, 5));
        assertThat(directory.patients()).isEqualTo(1);
    }

    @Test
    void shouldReadOnBehindALineThatIsNoUtf8OrTooLong() throws IOException {
        final String endless = "p-3,Cy," + "x".repeat(3 * RegisterLines.MAX_BYTES);
        final Register.Reading reading =
                read(("patient,name\np-1,M\u00fcller\r\n" + endless + "\rp-4,Di\n\np-5,Eve").getBytes(ISO_8859_1));
        assertThat(reading).isEqualTo(new Register.Reading(2, 2));
        assertThat(find(directory, "p-1")).isNull();
        assertThat(find(directory, "p-4")).extracting(Patient::name).isEqualTo("Di");
        assertThat(find(directory, "p-5")).extracting(Patient::name).isEqualTo("Eve");
        final Path file = folder.resolve("register.csv");
        assertThat(directory.hasRegister(
                        Files.size(file), Files.getLastModifiedTime(file).toMillis()))
                .isTrue();
    }

    @Test
    void shouldKeepWhatItKnewOfWhoIsOnALineThatItCannotUse() throws IOException {
        read("patient,name,contacts\np-1,Ada,a\np-2,Bo\np-3,Cy\np-4,Di\n");
        final String spoiled =
                "patient,name,contacts\np-1,M\u00fcller\np-2,Bob,a;b;c;d;e\np-3," + "x".repeat(RegisterLines.MAX_BYTES);
        assertThat(read(spoiled.getBytes(ISO_8859_1))).isEqualTo(new Register.Reading(0, 3));
        assertThat(find(directory, "p-1"))
                .isEqualTo(new Patient("p-1", "Ada", "", "", List.of(), List.of(), List.of("a")));
        assertThat(find(directory, "p-2")).extracting(Patient::name).isEqualTo("Bo");
        assertThat(find(directory, "p-3")).extracting(Patient::name).isEqualTo("Cy");
        assertThat(find(directory, "p-4")).as("no longer named").isNull();
    }

    @Test
    void shouldForgetWhomOnlyABrokenOffReadingNamed() throws IOException {
        final Path file = folder.resolve("register.csv");
        Files.writeString(file, "patient,name\np-1,Ada\n" + "\n".repeat(2_000));
        assertThatThrownBy(() -> Register.read(directory, file, () -> false)).hasMessageContaining("broken off");
        assertThat(find(directory, "p-1")).isNotNull();
        assertThat(directory.hasRegister(
                        Files.size(file), Files.getLastModifiedTime(file).toMillis()))
                .isFalse();
        read("patient,name\np-2,Bo\n");
        assertThat(find(directory, "p-1")).isNull();
    }

    @Test
    void shouldForgetWhoIsNotNamedAnyMoreAndKnowTheFileAgain() throws IOException {
        read("patient,name\np-1,Ada\np-2,Bo\n");
        read("patient,name\np-2,Bob\n");
        assertThat(find(directory, "p-1")).isNull();
        assertThat(find(directory, "p-2")).extracting(Patient::name).isEqualTo("Bob");
        final Path file = folder.resolve("register.csv");
        assertThat(directory.hasRegister(
                        Files.size(file), Files.getLastModifiedTime(file).toMillis()))
                .isTrue();
        assertThat(directory.hasRegister(
                        Files.size(file), Files.getLastModifiedTime(file).toMillis() + 1))
                .isFalse();
    }

    @Test
    void shouldRefuseAFileWithoutPatients() {
        assertThatThrownBy(() -> read("id,name\np-1,Ada\n")).hasMessageContaining("names no column 'patient'");
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
        assertThat(directory.patients()).isZero();
    }

    private Register.Reading read(final String text) throws IOException {
        return read(text.getBytes(UTF_8));
    }

    private Register.Reading read(final byte[] text) throws IOException {
        final Path file = folder.resolve("register.csv");
        Files.write(file, text);
        return Register.read(directory, file, () -> true);
    }
}
