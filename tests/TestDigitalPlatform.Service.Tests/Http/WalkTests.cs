using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>Counts the files that one has to open to follow a request from HTTP to COMMIT, by real stack traces.</summary>
public sealed partial class WalkTests
{
    private const int MostFiles = 5;

    /// <summary>Where the server's side of HTTP is, which calls the first step.</summary>
    private const string Server = "src/TestDigitalPlatform.Hosting/Connections/";

    /// <summary>What stands on the stack without being a step of the walk; <c>docs/data-flows.md</c> says why.</summary>
    private static readonly string[] NotSteps =
    [
        "src/TestDigitalPlatform.Hosting/Development/RequestLines.cs",
        "src/TestDigitalPlatform.Core/Fetching/Db.cs",
    ];

    [Fact]
    public async Task A_query_passes_the_files_that_the_page_lists()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var note = await ann.Write();

        await HoldsToPage("A query's files", trace => trace.Send(() => ann.GetAsync($"/notes/{note}")));
    }

    [Fact]
    public async Task A_command_passes_the_files_that_the_page_lists()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var note = await ann.Write();

        var version = 1;
        await HoldsToPage("A command's files", trace => trace.Send(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"/notes/{note}")
            {
                Content = JsonContent.Create(new { text = "Walked" }),
                Headers = { { "If-Match", $"\"{version++}\"" } },
            };
            return ann.SendAsync(request);
        }));
    }

    private static async Task HoldsToPage(string section, Func<Walk, Task> send)
    {
        using var walk = new Walk();
        var end = Stopwatch.StartNew();
        // A stack goes back to HTTP only if nothing was waited for: a token that is known, a body that came at once, a
        // connection that is free.
        do
        {
            end.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), string.Join('\n', walk.Files));
            await send(walk);
        }
        while (!walk.IsWhole);

        var listed = Listed(section);
        listed.Length.ShouldBeInRange(1, MostFiles);
        walk.Files.Except(NotSteps).Order(StringComparer.Ordinal).ShouldBe(listed.Order(StringComparer.Ordinal));
    }

    private static string[] Listed(string section)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "data-flows.md"));
        var begin = page.IndexOf($"### {section}\n", StringComparison.Ordinal);
        var end = page.IndexOf("\n#", begin + 4, StringComparison.Ordinal);
        return [.. LinkedFile().Matches(page[begin..(end < 0 ? page.Length : end)]).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex(@"\]\(\.\./(src/[\w./]+\.cs)\)")]
    private static partial Regex LinkedFile();

    /// <summary>The files of the platform's that are on the stack whenever a request sends statements.</summary>
    private sealed class Walk : IDisposable
    {
        private readonly ActivityTraceId id = ActivityTraceId.CreateRandom();
        private readonly ConcurrentDictionary<string, bool> files = new(StringComparer.Ordinal);
        private readonly ActivityListener listener;

        internal Walk()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "TestDigitalPlatform" or "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> of) =>
                    of.Parent.TraceId == id ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStarted = Look,
            };
            ActivitySource.AddActivityListener(listener);
        }

        internal IEnumerable<string> Files => files.Keys;

        internal bool IsWhole { get; private set; }

        internal async Task Send(Func<Task<HttpResponseMessage>> request)
        {
            using var caller = new Activity("test")
                .SetParentId(id, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
            using var answer = await request();
            answer.EnsureSuccessStatusCode();
        }

        public void Dispose() => listener.Dispose();

        // Npgsql begins its span on the stack of whoever sends the statements.
        private void Look(Activity span)
        {
            if (span.Source.Name != "Npgsql" || span.TraceId != id)
                return;
            var frames = new StackTrace(fNeedFileInfo: true).GetFrames()
                .Select(frame => frame.GetFileName()).OfType<string>()
                .Select(name => name.Replace('\\', '/'))
                .Where(name => name.Contains("/src/TestDigitalPlatform.", StringComparison.Ordinal))
                .Select(name => name[(name.LastIndexOf("/src/", StringComparison.Ordinal) + 1)..])
                .ToArray();
            var walk = frames.TakeWhile(file => !file.StartsWith(Server, StringComparison.Ordinal)).ToArray();
            foreach (var file in walk)
                files[file] = true;
            IsWhole |= walk.Length < frames.Length;
        }
    }
}
