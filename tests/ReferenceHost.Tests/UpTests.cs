using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ReferenceHost.Tests;

public sealed class UpTests(DemoHost demo)
{
    // Nobody else looks at these customers' requests.
    private const string Suspended = "baltic-lines";
    private const string Watched = "cedar-clinic";

    [Fact]
    public async Task Serves_demo_data_behind_a_front_page_that_links_everything()
    {
        var host = demo.Host;
        using var nobody = new HttpClient();
        var admin = await host.Client("customers", "--role", "platform-administrator");
        var user = await host.Client("requests", "--role", "customer-user", "--customer", "acme");

        var page = await nobody.GetStringAsync(host.FrontPage);

        foreach (var service in (string[])["customers", "requests", "notifications"])
        {
            page.ShouldContain($"{host.Address(service).ToString().TrimEnd('/')}/docs");
            (await nobody.GetAsync(new Uri(host.Address(service), "/health/ready"))).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await nobody.GetAsync(new Uri(host.Address(service), "/openapi/v1.json"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        page.ShouldContain($"{host.Address("requests").ToString().TrimEnd('/')}/platform/failed-messages");
        (await Get(admin, "/customers?count=true")).GetProperty("count").GetInt32().ShouldBe(20);
        (await Get(user, "/requests?count=true")).GetProperty("count").GetInt32().ShouldBe(250);
    }

    [Fact]
    public async Task Tells_requests_that_a_customer_is_suspended()
    {
        var host = demo.Host;
        var admin = await host.Client("customers", "--role", "platform-administrator");
        var user = await host.Client("requests", "--role", "customer-user", "--customer", Suspended);
        var before = await Submit(user);

        (await admin.PutAsJsonAsync($"/customers/{Suspended}/suspension", new { reason = "Unpaid" })).EnsureSuccessStatusCode();
        var suspended = await Until(() => Submit(user), answer => answer.StatusCode == HttpStatusCode.Forbidden);
        (await admin.DeleteAsync(new Uri($"/customers/{Suspended}/suspension", UriKind.Relative))).EnsureSuccessStatusCode();
        var reactivated = await Until(() => Submit(user), answer => answer.IsSuccessStatusCode);

        before.EnsureSuccessStatusCode();
        (await suspended.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
            .ShouldBe("requests.customer_suspended");
        reactivated.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_user_sees_live_what_happens_to_a_request()
    {
        var host = demo.Host;
        var user = await host.Client("requests", "--role", "customer-user", "--customer", Watched);
        var attendant = await host.Client("requests", "--role", "customer-administrator", "--customer", Watched);
        var inbox = await host.Client("notifications", "--role", "customer-user", "--customer", Watched);
        using var watch = new HttpRequestMessage(HttpMethod.Get, "/notifications/live");
        watch.Headers.Add("Accept", "text/event-stream");
        using var stream = await inbox.SendAsync(watch, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var submitted = await Submit(user);
        var id = (await submitted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

        (await attendant.PostAsync(new Uri($"/requests/{id}/attendance", UriKind.Relative), null)).EnsureSuccessStatusCode();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string? line;
        do
            line = await lines.ReadLineAsync(limit.Token);
        while (line is not null && !line.Contains(id, StringComparison.Ordinal));
        line.ShouldNotBeNull().ShouldContain("requestAttended");
    }

    [Fact]
    public async Task Keeps_its_data_between_runs_and_ends_with_all_its_processes()
    {
        using var data = new DataFolder();
        string id;
        await using (var first = await RunningHost.Start(data))
        {
            var user = await first.Client("requests", "--role", "customer-user", "--customer", "acme");
            var answer = await user.PostAsJsonAsync("/requests", new { title = "Kept", description = "Between runs", priority = "low" });
            id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            (await first.Interrupt()).ShouldBe(0);
        }

        ProcessesOn(data).ShouldBeEmpty();
        await using var second = await RunningHost.Start(data);

        second.Output.ShouldNotContain("demo data");
        var again = await second.Client("requests", "--role", "customer-user", "--customer", "acme");
        (await Get(again, $"/requests/{id}")).GetProperty("title").GetString().ShouldBe("Kept");
    }

    [Fact]
    public async Task Refuses_a_second_start_on_the_same_folder()
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => RunningHost.Start(demo.Data));

        refused.Message.ShouldContain("TDP0200");
        refused.Message.ShouldContain($"{demo.Host.ProcessId}");
        refused.Message.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Says_that_its_port_is_taken()
    {
        var port = demo.Host.FrontPage.Port;
        using var other = new DataFolder();

        var refused = await Should.ThrowAsync<InvalidOperationException>(
            () => RunningHost.Start(other, null, "--empty", "--port", $"{port}"));

        // The services start beside each other, on this port and the next ones: whichever is first says so.
        Enumerable.Range(port, 3).Select(taken => $"http://127.0.0.1:{taken}: address already in use")
            .ShouldContain(told => refused.Message.Contains(told, StringComparison.Ordinal), refused.Message);
        refused.Message.ShouldContain("--port");
        ProcessesOn(other).ShouldBeEmpty();
    }

    [Fact]
    public async Task Uses_a_server_that_the_environment_names()
    {
        using var data = new DataFolder();
        await using var server = await TestDigitalPlatform.Postgres.EmbeddedPostgres.StartThrowaway();

        await using var host = await RunningHost.Start(
            data, new Dictionary<string, string> { ["ConnectionStrings__postgres"] = server.AdminConnectionString });

        host.Output.ShouldNotContain("PostgreSQL");
        Directory.Exists(Path.Combine(data.FullName, "postgres")).ShouldBeFalse();
        var admin = await host.Client("customers", "--role", "platform-administrator");
        (await Get(admin, "/customers?count=true")).GetProperty("count").GetInt32().ShouldBe(20);
    }

    private static Task<HttpResponseMessage> Submit(HttpClient user) =>
        user.PostAsJsonAsync("/requests", new { title = "Printer", description = "It is out of ink.", priority = "low" });

    private static async Task<HttpResponseMessage> Until(
        Func<Task<HttpResponseMessage>> call, Func<HttpResponseMessage, bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await call();
            if (isSo(answer))
                return answer;
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<JsonElement> Get(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path);

    // A process tells by its command line which folder it works in.
    private static List<string> ProcessesOn(DataFolder data) => !Directory.Exists("/proc") ? [] :
        [.. Directory.EnumerateDirectories("/proc")
            .Where(d => int.TryParse(Path.GetFileName(d), out _))
            .Select(CommandLine)
            .Where(c => c.Contains(data.FullName, StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It has ended in the meantime.
            return "";
        }
    }
}
