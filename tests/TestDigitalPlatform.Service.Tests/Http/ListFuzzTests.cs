using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>Whatever a list is asked, it answers with the caller's own rows or says what is wrong, and runs no SQL but ours.</summary>
public sealed partial class ListFuzzTests
{
    private static readonly string[] Names =
        ["stars", "stars.gte", "stars.lt", "stars.ne", "text", "text.contains", "text.startsWith", "text.ne", "text.null", "limit", "after", "sort", "count", "customerId", "'"];

    private static readonly string[] Values =
        ["1", "0", "-1", "5,3", "true", "stars", "-writtenAt,stars", "id", "A", "%25", "_", "\\", "'", "''", "\"", "; drop table note; --", "' or 1=1 --", "$1", "{0}", "globex",
            "%00", "é", "9223372036854775808", "2026-01-01T00:00:00Z", "", ","];

    [GeneratedRegex("""
        ^(?:select\ set_config\('role',\ '[a-z]+_(?:app|platform)',\ true\),\ set_config\('tdp\.customer',\ \$1,\ true\)(?:,\ set_config\('statement_timeout',\ '100ms',\ true\))?
        |select\ pg_notify\(\$1,\ \$2\)
        |select\ (?:[a-z_,:\s]+\sfrom\ )?tdp\.[a-z_]+\([$0-9,\ ]*\)
        |select\ q\.\*\ from\ \(select\ id,\ text,\ stars,\ written_at,\ version\ from\ note\)\ q\ where\ true[^';]*\ order\ by\ [qa-z_., ]+\ limit\ \$[0-9]+
        |select\ count\(\*\)\ from\ \(select\ 1\ from\ \(select\ id,\ text,\ stars,\ written_at,\ version\ from\ note\)\ q\ where\ true[^';]*\ limit\ \$[0-9]+\)\ c)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OurSql();

    [Fact]
    public async Task Any_criteria_give_own_rows_or_a_reason()
    {
        await using var service = await Filled();
        var ann = service.Ann();
        using var statements = new Statements(service.Database.Name);
        var parameter = from name in Gen.Elements(Names) from value in Gen.Elements(Values) select $"{name}={Uri.EscapeDataString(value).Replace("%2500", "%00", StringComparison.Ordinal)}";

        Hold(Gen.ArrayOf(parameter), 300, parameters => Ask(ann, "/notes?" + string.Join('&', parameters)));

        statements.Seen.ShouldContain(s => s.StartsWith("select q.* ", StringComparison.Ordinal));
        statements.Seen.Where(s => !OurSql().IsMatch(s)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_changed_cursor_is_taken()
    {
        await using var service = await Filled();
        var ann = service.Ann();
        var cursor = (await (await ann.GetAsync("/notes?limit=2")).Json()).GetProperty("next").GetString()!;
        var edits = from at in Gen.Choose(0, cursor.Length - 2) from letter in Gen.Elements("AQgw019-_".ToCharArray()) select (at, letter);

        Hold(edits, 300, edit =>
        {
            var changed = cursor[..edit.at] + edit.letter + cursor[(edit.at + 1)..];
            var response = ann.GetAsync($"/notes?limit=2&after={changed}").GetAwaiter().GetResult();
            return response.StatusCode == (changed == cursor ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        });
    }

    private static async Task<TestService> Filled()
    {
        var service = await NotesService.Start();
        var (ann, stranger) = (service.Ann(), service.SignIn(Role.CustomerUser, "globex"));
        for (var i = 0; i < 6; i++)
        {
            await ann.Write($"A note's \"text\" {i} %_\\", i);
            await stranger.Write("SECRET of globex", i);
        }

        return service;
    }

    private static bool Ask(HttpClient client, string address)
    {
        var response = client.GetAsync(address).GetAwaiter().GetResult();
        var body = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest && !body.Contains("SECRET", StringComparison.Ordinal);
    }

    private static void Hold<T>(Gen<T> gen, int times, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(Arb.From(gen), property));

    /// <summary>Hears each statement that goes to one database, from the driver itself.</summary>
    private sealed class Statements : IDisposable
    {
        private readonly ActivityListener listener;

        internal Statements(string database)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.TagObjects.Any(t => t.Key == "db.namespace" && Equals(t.Value, database)) && activity.GetTagItem("db.query.text") is string text)
                        text.Split(';', StringSplitOptions.RemoveEmptyEntries).ToList().ForEach(s => seen.TryAdd(s.Trim(), true));
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        private readonly ConcurrentDictionary<string, bool> seen = new();

        internal ICollection<string> Seen => seen.Keys;

        public void Dispose() => listener.Dispose();
    }
}
