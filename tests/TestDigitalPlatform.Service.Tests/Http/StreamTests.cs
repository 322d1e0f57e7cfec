using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class StreamTests(StreamTests.Fixture fixture) : IClassFixture<StreamTests.Fixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task Exports_a_list_as_csv_with_its_filters_its_sort_and_its_isolation()
    {
        var ann = Service.SignIn(Role.CustomerUser, "csv", "ann");
        foreach (var (text, stars) in new[] { ("b, \"quoted\"\r\nline", 5), ("=cmd|' /C calc'!A0", 4), ("ünïcode", 3), ("left out", 1) })
            await ann.Write(text, stars);
        await Service.SignIn(Role.CustomerUser, "csv-stranger").Write("not theirs", 5);

        var export = await Get(ann, "/notes?stars.gte=3&sort=-stars&limit=1", "text/csv");

        export.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8; header=present");
        export.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=\"notes.csv\"");
        export.Headers.Vary.ShouldBe(["Accept"]);
        var csv = await export.Content.ReadAsStringAsync();
        csv.ShouldStartWith("id,text,stars,writtenAt,version\r\n");
        csv.ShouldContain(",\"b, \"\"quoted\"\"\r\nline\",5,");
        csv.ShouldContain(",'=cmd|' /C calc'!A0,4,");
        csv.ShouldContain(",ünïcode,3,");
        csv.ShouldNotContain("left out");
        csv.ShouldNotContain("not theirs");
        csv.IndexOf("quoted", StringComparison.Ordinal).ShouldBeLessThan(csv.IndexOf("ünïcode", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exports_each_item_once_as_lines_of_json()
    {
        await Fill("lines", 1_234);
        var ann = Service.SignIn(Role.CustomerUser, "lines", "ann");

        var export = await Get(ann, "/notes?sort=stars", "application/jsonl");

        var items = (await export.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n')
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        items.Count.ShouldBe(1_234);
        items.Select(item => item.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(1_234);
        items.Select(item => item.GetProperty("stars").GetInt32()).ShouldBeInOrder();
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/csv;q=0.5, application/json", "application/json")]
    [InlineData("text/html, text/csv;q=0.5, application/json;q=0.1", "text/csv")]
    [InlineData("application/x-ndjson", "application/jsonl")]
    [InlineData("nonsense", "application/json")]
    public async Task Answers_in_the_format_that_is_preferred(string accept, string type) =>
        (await Get(Service.Ann(), "/notes", accept)).Content.Headers.ContentType!.MediaType.ShouldBe(type);

    [Fact]
    public async Task Tells_what_is_wrong_before_it_begins() =>
        await (await Get(Service.Ann(), "/notes?sort=nothing", "text/csv")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_request");

    [Fact]
    public async Task Breaks_off_a_list_that_is_longer_than_it_may_be()
    {
        await Fill("long", 150_001);

        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var export = await Get(Service.SignIn(Role.CustomerUser, "long"), "/notes", "application/jsonl");
            await export.Content.CopyToAsync(Stream.Null);
        });
        await Service.Database.Scalar<int>("delete from note where customer_id = 'long'; select 1");
    }

    [Fact]
    public async Task Sends_a_stream_as_lines_of_json_or_as_events()
    {
        var lines = await Get(Service.Ann(), "/numbers?count=2", "application/jsonl");
        (await lines.Content.ReadAsStringAsync()).ShouldBe("{\"value\":1,\"text\":\"two\\nlines\"}\n{\"value\":2,\"text\":\"two\\nlines\"}\n");

        var events = await Get(Service.Ann(), "/numbers?count=2", "text/event-stream");
        events.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        (await events.Content.ReadAsStringAsync()).ShouldBe(
            "id: 1\ndata: {\"value\":1,\"text\":\"two\\nlines\"}\n\nid: 2\ndata: {\"value\":2,\"text\":\"two\\nlines\"}\n\n");
    }

    [Fact]
    public async Task Goes_on_after_the_last_event_that_a_reader_has()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/numbers?count=1");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("Last-Event-ID", "41");

        (await (await Service.Ann().SendAsync(request)).Content.ReadAsStringAsync()).ShouldStartWith("id: 42\n");
    }

    [Fact]
    public async Task Is_read_by_the_client_item_by_item()
    {
        var numbers = new List<int>();

        await foreach (var number in Service.Client(Role.CustomerUser, "acme").Query(new WatchNumbers(Wait: true)))
        {
            numbers.Add(number.Value);
            if (numbers.Count == 3)
                break;
        }

        numbers.ShouldBe([1, 2, 3]);
        (await Should.ThrowAsync<RefusedByServiceException>(async () =>
        {
            await foreach (var _ in Service.Client(Role.PlatformMaintenance).Query(new WatchNumbers()))
                break;
        })).Code.ShouldBe("role_not_allowed");
    }

    [Fact]
    public async Task Ends_streams_whole_when_the_host_is_told_to_stop()
    {
        await using var service = await NotesService.Start();
        using var events = await Get(service.Ann(), "/numbers?count=2&wait=true", "text/event-stream");
        await using var body = await events.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(body);
        (await reader.ReadLineAsync()).ShouldBe("id: 1");

        var stopped = StopApplication(service);

        (await reader.ReadToEndAsync()).ShouldEndWith("}\n\n");
        await stopped.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static Task StopApplication(TestService service) => Task.Run(
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);

    internal static async Task<HttpResponseMessage> Get(HttpClient client, string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private Task Fill(string customer, int count) => Fill(Service, customer, count);

    internal static Task Fill(TestService service, string customer, int count) => service.Database.Scalar<int>(
        $"""
        insert into note (id, customer_id, text, stars, written_at)
        select gen_random_uuid(), '{customer}', 'A note', i % 6, now() - i * interval '1 second' from generate_series(1, {count}) i;
        select 1
        """);

    public sealed class Fixture : IAsyncLifetime
    {
        internal TestService Service { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Service = await NotesService.Start();

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
