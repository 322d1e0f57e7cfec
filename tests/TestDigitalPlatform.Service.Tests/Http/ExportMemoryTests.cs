using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>Measures the memory of the process, so nothing else may run in it meanwhile.</summary>
[CollectionDefinition(nameof(ExportMemoryTests), DisableParallelization = true)]
[Collection(nameof(ExportMemoryTests))]
public sealed class ExportMemoryTests
{
    private const int Items = 100_000;

    [Fact]
    public async Task Takes_the_same_memory_for_a_list_however_long_it_is()
    {
        await using var service = await NotesService.Start();
        await StreamTests.Fill(service, "large", Items);
        using var export = await StreamTests.Get(service.SignIn(Role.CustomerUser, "large"), "/notes", "text/csv");
        await using var body = await export.Content.ReadAsStreamAsync();
        var (buffer, lines, bytes, most) = (new byte[64 * 1_024], 0, 0L, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (int read; (read = await body.ReadAsync(buffer)) > 0; bytes += read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            if (bytes / 1_000_000 != (bytes + read) / 1_000_000)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // As objects the items would take some 20 MB, as text 9 MB.
        lines.ShouldBe(Items + 1);
        bytes.ShouldBeGreaterThan(8_000_000);
        most.ShouldBeLessThan(3_000_000);
    }
}
