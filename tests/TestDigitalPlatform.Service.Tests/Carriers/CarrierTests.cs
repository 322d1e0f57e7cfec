using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Carriers;

/// <summary>The machine's time zone is the process's, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MachineTime), DisableParallelization = true)]
public sealed class MachineTime;

/// <summary>
/// What a contract accepts makes the whole way: it is bound, stored, read, sorted, paged, filtered and answered as it was
/// sent.
/// </summary>
[Collection(nameof(MachineTime))]
public sealed class CarrierTests(SharedNotes shared) : IClassFixture<SharedNotes>
{
    private static readonly string[] Rows =
    [
        // The least of each.
        """
        {"flag":false,"tiny":0,"minus":-128,"small":-32768,"unsignedSmall":0,"whole":-2147483648,"unsignedWhole":0,
         "large":-9223372036854775808,"unsignedLarge":0,"ratio":-3.4028235E+38,"real":-1.7976931348623157E+308,
         "amount":-79228162514264337593543950335,"letter":" ","text":"","fixed":"","brief":"","kind":"none",
         "at":"0001-01-01T00:00:00+00:00","local":"0001-01-01T00:00:00Z","day":"0001-01-01","clock":"00:00:00",
         "lasting":"-10675199.02:48:05.4775800","bytes":"","numbers":[],"texts":[],
         "detail":{"name":"","value":0.25,"numbers":[]},"plain":{"name":"","value":5E-324,"numbers":[]},"maybe":null}
        """,
        // The most of each.
        """
        {"flag":true,"tiny":255,"minus":127,"small":32767,"unsignedSmall":65535,"whole":2147483647,
         "unsignedWhole":4294967295,"large":9223372036854775807,"unsignedLarge":18446744073709551615,
         "ratio":3.4028235E+38,"real":1.7976931348623157E+308,"amount":79228162514264337593543950335,"letter":"\uFFFF",
         "text":"zzzz","fixed":"zzzzz","brief":"zzzzzzzzzz","kind":"last","at":"9999-12-31T23:59:59.999999+00:00",
         "local":"9999-12-31T23:59:59.999999Z","day":"9999-12-31","clock":"23:59:59.999999",
         "lasting":"10675199.02:48:05.4775800","bytes":"AP8AAP//","numbers":[-2147483648,2147483647],
         "texts":["","a\"b\\c,{}","NULL"],
         "detail":{"name":"zz","value":1.7976931348623157E+308,"numbers":[-9223372036854775808,9223372036854775807]},
         "plain":{"name":"\"\\","value":0.1,"numbers":[]},"maybe":"9999-12-31T23:59:59.999999+00:00"}
        """,
        // The smallest steps, letters of more than one part, and an offset.
        """
        {"flag":true,"tiny":1,"minus":-1,"small":-1,"unsignedSmall":32768,"whole":-1,"unsignedWhole":2147483648,
         "large":9007199254740993,"unsignedLarge":9223372036854775808,"ratio":1E-45,"real":5E-324,
         "amount":0.0000000000000000000000000001,"letter":"é","text":"e\u0301 😀 \uFFFF ‮ %_\\ '\"","fixed":" a b",
         "brief":"😀😀","kind":"inBetween","at":"2026-11-29T12:34:56.789012+05:30",
         "local":"2026-03-29T02:30:00.000001+01:00","day":"2024-02-29","clock":"12:34:56.789012",
         "lasting":"00:00:00.0000010","bytes":"/w==","numbers":[0],"texts":["😀"],
         "detail":{"name":"e\u0301😀","value":5E-324,"numbers":[0]},"plain":{"name":"😀","value":-0.25,"numbers":[0]},
         "maybe":"1969-12-31T23:59:59.999999+00:00"}
        """,
        // Nearly the one before, where a rounding would make them one.
        """
        {"flag":true,"tiny":1,"minus":-1,"small":-1,"unsignedSmall":32768,"whole":-1,"unsignedWhole":2147483648,
         "large":9007199254740992,"unsignedLarge":9223372036854775807,"ratio":-0.0,"real":-0.0,
         "amount":1.0000000000000000000000000000,"letter":"e","text":"e 😀","fixed":" a c","brief":"😀",
         "kind":"inBetween","at":"2026-11-29T12:34:56.789011+05:30","local":"2026-03-29T02:30:00.000002+01:00",
         "day":"2024-02-28","clock":"12:34:56.789011","lasting":"-00:00:00.0000010","bytes":"AA==","numbers":[1],
         "texts":[""],"detail":{"name":"x","value":0,"numbers":[]},"plain":{"name":"x","value":0,"numbers":[]},
         "maybe":"1900-01-01T00:00:00.000001+00:00"}
        """,
    ];

    private static readonly string[] Sorts =
    [
        "whole", "flag", "tiny", "minus", "small", "unsignedSmall", "unsignedWhole", "large", "unsignedLarge", "ratio",
        "real", "amount", "letter", "text", "fixed", "brief", "kind", "at", "local", "day", "clock", "lasting",
    ];

    [Theory]
    [InlineData("UTC")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("America/Adak")]
    public async Task What_is_sent_comes_back_wherever_the_machine_stands(string zone)
    {
        using var there = new Zone(zone);
        await using var service = await NotesService.Start();
        var ann = service.Ann();

        foreach (var row in Rows)
        {
            var back = await (await ann.GetAsync($"/carriers/{await Carry(ann, row)}")).Json();

            foreach (var (name, sent) in JsonNode.Parse(row)!.AsObject())
                IsSame(sent, back.GetProperty(name)).ShouldBeTrue($"{name}: {sent} came back as {back.GetProperty(name)}");
        }
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/Adak")]
    public async Task Each_order_is_walked_once_by_the_cursors_that_it_gives(string zone)
    {
        using var there = new Zone(zone);
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        foreach (var row in Rows.Concat(Rows))
            await Carry(ann, row);

        foreach (var sort in Sorts.Concat(Sorts.Select(s => "-" + s)).Append("flag,-amount").Append("-kind,at"))
        {
            var all = Ids(await Get(ann, $"/carriers?sort={sort}"));
            var walked = new List<string>();
            var next = "";
            do
            {
                var page = await Get(ann, $"/carriers?sort={sort}&limit=3{next}");
                walked.AddRange(Ids(page));
                next = page.GetProperty("next").GetString() is { } cursor ? $"&after={cursor}" : null;
            }
            while (next is not null);

            all.Count.ShouldBe(2 * Rows.Length);
            walked.ShouldBe(all, sort);
        }
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Pacific/Kiritimati")]
    public async Task Each_value_is_found_by_what_was_sent_and_by_what_came_back(string zone)
    {
        using var there = new Zone(zone);
        await using var service = await NotesService.Start();
        var ann = service.Ann();

        foreach (var row in Rows)
        {
            var id = await Carry(ann, row);
            var back = await Get(ann, $"/carriers/{id}");
            foreach (var name in Sorts.Append("maybe").Where(name => back.GetProperty(name).ValueKind != JsonValueKind.Null))
            {
                foreach (var value in (string[])[JsonNode.Parse(row)![name]!.ToString(), Word(back.GetProperty(name))])
                {
                    Ids(await Get(ann, $"/carriers?{name}={Uri.EscapeDataString(value)}")).ShouldContain(id, $"{name}={value}");
                    if (name is "flag" or "kind")
                        continue;
                    Ids(await Get(ann, $"/carriers?{name}.gte={Uri.EscapeDataString(value)}&{name}.lte={Uri.EscapeDataString(value)}"))
                        .ShouldContain(id, $"{name} from {value} to {value}");
                    Ids(await Get(ann, $"/carriers?{name}.gt={Uri.EscapeDataString(value)}")).ShouldNotContain(id, $"{name} > {value}");
                }
            }
        }
    }

    [Fact]
    public async Task What_has_no_value_is_different_from_every_value()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var none = await Carry(ann, Rows[0]);
        var some = await Carry(ann, Rows[2]);
        const string Other = "1900-01-01T00:00:00Z", Its = "1969-12-31T23:59:59.999999Z";

        (await Found($"maybe.ne={Other}")).ShouldBe([none, some], ignoreOrder: true);
        (await Found($"maybe.ne={Its}")).ShouldBe([none]);
        (await Found($"maybe.ne={Its}&maybe.ne={Other}")).ShouldBe([none]);
        (await Found($"maybe.ne={Its}&maybe.null=true")).ShouldBe([none]);
        (await Found($"maybe.ne={Other}&maybe.null=false")).ShouldBe([some]);
        (await Found($"maybe.ne={Its}&maybe.null=false")).ShouldBeEmpty();
        (await Found($"maybe={Its}&maybe.null=true")).ShouldBeEmpty();
        (await Found($"maybe={Its},{Other}")).ShouldBe([some]);
        (await Found($"maybe.gte={Other}")).ShouldBe([some]);
        (await Found($"maybe.lt={Its}")).ShouldBeEmpty();

        async Task<List<string>> Found(string query) => Ids(await Get(ann, "/carriers?" + query));
    }

    [Fact]
    public async Task What_is_finer_than_a_column_is_cut_where_it_comes_in()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var row = JsonNode.Parse(Rows[2])!.AsObject();
        (row["at"], row["maybe"]) = ("1999-12-31T23:59:59.1234567Z", "1999-12-31T23:59:59.9999999Z");
        (row["clock"], row["lasting"]) = ("12:34:56.1234567", "-00:00:00.1234567");

        var id = await Carry(ann, row.ToJsonString());
        var back = await Get(ann, $"/carriers/{id}");

        back.GetProperty("at").GetDateTimeOffset().ShouldBe(new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.Zero).AddMicroseconds(123456));
        back.GetProperty("maybe").GetDateTimeOffset().Microsecond.ShouldBe(999);
        back.GetProperty("clock").GetString().ShouldStartWith("12:34:56.123456");
        foreach (var name in (string[])["at", "maybe", "clock", "lasting"])
        {
            var sent = Uri.EscapeDataString(row[name]!.GetValue<string>());
            Ids(await Get(ann, $"/carriers?{name}={sent}")).ShouldBe([id], name);
            Ids(await Get(ann, $"/carriers?{name}.gte={sent}&{name}.lte={sent}")).ShouldBe([id], name);
            Ids(await Get(ann, $"/carriers?{name}.gt={sent}")).ShouldBeEmpty(name);
        }
    }

    [Theory]
    [InlineData("tiny", "256")]
    [InlineData("minus", "-129")]
    [InlineData("unsignedSmall", "65536")]
    [InlineData("unsignedWhole", "-1")]
    [InlineData("unsignedLarge", "18446744073709551616")]
    [InlineData("large", "9223372036854775808")]
    [InlineData("ratio", "3.5E+38")]
    [InlineData("real", "1E+309")]
    [InlineData("amount", "79228162514264337593543950336")]
    [InlineData("letter", "\"\"")]
    [InlineData("letter", "\"ab\"")]
    [InlineData("letter", "\"\\ud83d\"")]
    [InlineData("letter", "\"\\u0000\"")]
    [InlineData("text", "\"a\\u0000b\"")]
    [InlineData("text", "\"\\udc00\"")]
    [InlineData("fixed", "\"123456\"")]
    [InlineData("at", "\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("at", "\"9999-12-31T23:59:59-14:00\"")]
    [InlineData("at", "\"infinity\"")]
    [InlineData("local", "\"2026-01-01T00:00:00\"")]
    [InlineData("day", "\"2023-02-29\"")]
    [InlineData("day", "\"10000-01-01\"")]
    [InlineData("clock", "\"24:00:00\"")]
    [InlineData("lasting", "\"99999999.00:00:00\"")]
    [InlineData("bytes", "\"not base64\"")]
    public async Task What_can_not_be_carried_is_refused_by_its_name(string field, string value)
    {
        var service = shared.Service;
        var body = JsonNode.Parse(Rows[2])!.AsObject();
        body[field] = null;
        var text = body.ToJsonString().Replace($"\"{field}\":null", $"\"{field}\":{value}", StringComparison.Ordinal);

        var response = await service.Ann().PostAsync(
            "/carriers", new StringContent(text, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Json()).GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    private static async Task<string> Carry(HttpClient client, string row)
    {
        var response = await client.PostAsync("/carriers", new StringContent(row, Encoding.UTF8, "application/json"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Json()).GetString()!;
    }

    private static async Task<JsonElement> Get(HttpClient client, string address)
    {
        var response = await client.GetAsync(address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, address + await response.Content.ReadAsStringAsync());
        return await response.Json();
    }

    private static List<string> Ids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static string Word(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // Instants may come back with another offset, durations and times with fewer zeros.
    private static bool IsSame(JsonNode? sent, JsonElement back)
    {
        if (sent is JsonValue && sent.GetValueKind() == JsonValueKind.String && back.ValueKind == JsonValueKind.String)
        {
            var (a, b) = (sent.ToString(), back.GetString()!);
            if (a.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(a, CultureInfo.InvariantCulture, out var instant))
                return instant == DateTimeOffset.Parse(b, CultureInfo.InvariantCulture);
            return a == b
                || (TimeSpan.TryParse(a, CultureInfo.InvariantCulture, out var time) && time == TimeSpan.Parse(b, CultureInfo.InvariantCulture));
        }

        return sent is null
            ? back.ValueKind == JsonValueKind.Null
            : JsonElement.DeepEquals(JsonSerializer.SerializeToElement(sent), back);
    }

    private sealed class Zone : IDisposable
    {
        private readonly string? before = Environment.GetEnvironmentVariable("TZ");

        internal Zone(string name) => Set(name);

        public void Dispose() => Set(before);

        private static void Set(string? name)
        {
            Environment.SetEnvironmentVariable("TZ", name);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
