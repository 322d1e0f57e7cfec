using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.People;

public sealed class SensitiveTests
{
    // In no other text of any table or log.
    private const string Marker = "zq7grace";
    private const string Email = $"{Marker}@acme.example";

    private static readonly CustomerId Acme = CustomerId.Parse("acme");

    [Fact]
    public async Task A_value_is_shown_to_who_asks_for_it_and_nowhere_else()
    {
        await using var service = await NotesService.Start("Logging:LogLevel:Default=Debug", "Logging:LogLevel:Npgsql=Debug");
        var ann = service.Ann();
        var body = new { email = Email, team = "sales" };

        // A command, its answer, its repeat, a list, a search.
        var first = await Post(ann, "/people", body, "k1");
        var again = await Post(ann, "/people", body, "k1");
        (await first.Content.ReadAsStringAsync()).ShouldContain(Email);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        (await (await ann.GetAsync("/people")).Content.ReadAsStringAsync()).ShouldContain(Email);
        (await (await Post(ann, "/people/searches", new { email = Email })).Content.ReadAsStringAsync()).ShouldContain(Email);
        (await service.Events<PersonRegistered>()).ShouldHaveSingleItem().Email.Reveal().ShouldBe(Email);

        // An event that is handled, and one that fails and is replayed after it was edited.
        (await service.Publish(new PersonJoined(Acme, new(Guid.CreateVersion7()), $"2{Email}", "sales"))).ShouldBe(EventOutcome.Handled);
        (await service.Publish(new PersonJoined(Acme, new(Guid.CreateVersion7()), $"3{Email}", "unknown"))).ShouldBe(EventOutcome.Failed);
        var maintenance = service.Client(Role.PlatformMaintenance);
        var failed = (await maintenance.Page(new ListFailedMessages())).Items.Single();
        var whole = await maintenance.Query(new GetFailedMessage(failed.Id));
        whole.Body.ShouldNotContain(Marker);
        var copy = await maintenance.Send(new EditMessage(failed.Id, whole.Body.Replace("unknown", "sales", StringComparison.Ordinal)));
        await maintenance.Send(new ReplayMessage(copy.Id));
        await Until(async () => (await service.Events<PersonRegistered>()).Count == 3);
        (await service.Events<PersonRegistered>()).Select(e => e.Email.Reveal()).ShouldBe([Email, $"2{Email}", $"3{Email}"]);

        // Refusals.
        var taken = await Post(ann, "/people", body);
        taken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        foreach (var wrong in (object[])[
            new { email = $"{Marker} no address", team = "sales" },
            new { email = Marker + new string('x', 60) + "@acme.example", team = "sales" },
            new { email = Marker + new string('x', 20_000) + "@acme.example", team = "sales" },
            new { email = new { zq = 1 }, team = "sales" }])
        {
            var refused = await Post(ann, "/people", wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await refused.Content.ReadAsStringAsync()).ShouldNotContain(Marker);
        }

        var number = await ann.PostAsync(
            "/people", new StringContent("""{"email":71717171717,"team":"sales"}""", Encoding.UTF8, "application/json"));
        (await number.Content.ReadAsStringAsync()).ShouldNotContain("71717171717");
        (await taken.Content.ReadAsStringAsync()).ShouldNotContain(Marker);

        service.Log.Lines.Count.ShouldBeGreaterThan(10);
        service.Log.Lines.ShouldAllBe(line => !line.Contains(Marker, StringComparison.Ordinal));
        (await Places(service.Database, Marker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erased_customers_people_stay_without_their_addresses_and_the_proof_stays()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        await Post(ann, "/people", new { email = Email, team = "sales" });
        await Post(service.SignIn(Role.CustomerUser, "globex", "bob"), "/people", new { email = "bob@globex.example", team = "it" });
        var root = service.Client(Role.PlatformAdministrator);

        (await Should.ThrowAsync<RefusedByServiceException>(
            root.Send(new EraseCustomer(Acme, CustomerId.Parse("globex"))))).Code.ShouldBe("encryption.not_confirmed");
        await root.Send(new RotateCustomerKey(Acme));
        await Ended("rotation");
        await root.Send(new EraseCustomer(Acme, Acme));
        await Ended("erasure");
        service.Time.Advance(TimeSpan.FromSeconds(30));

        var erasure = (await root.Query(new GetKeyChanges(Acme))).Items.First(c => c.Kind == "erasure");
        erasure.Destroyed.Select(k => k.Number).ShouldBe([1, 2]);
        erasure.Destroyed.ShouldAllBe(k => k.Fingerprint.Length == 64);
        erasure.RequestedBy.ShouldBe("test-PlatformAdministrator");
        var mine = await (await ann.GetAsync("/people")).Json();
        mine.GetProperty("items")[0].GetProperty("email").ValueKind.ShouldBe(JsonValueKind.Null);
        var all = await (await service.SignIn(Role.PlatformAdministrator).GetAsync("/people")).Json();
        all.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("email").GetString())
            .ShouldBe([null, "bob@globex.example"], ignoreOrder: true);
        var refused = await Post(ann, "/people", new { email = "new@acme.example", team = "sales" });
        (await refused.Json()).GetProperty("code").GetString().ShouldBe("customer_erased");
        (await service.Database.Scalar<string>(
            "select string_agg(operation || ' ' || target || ' ' || outcome, ', ' order by at) from tdp.audit where operation like '%Customer%'"))
            .ShouldBe("EraseCustomer acme refused, RotateCustomerKey acme accepted, EraseCustomer acme accepted");
        (await service.SignIn(Role.CustomerAdministrator, "acme").PostAsJsonAsync(
            "/platform/customers/acme/erasures", new { confirm = "acme" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        Task Ended(string kind) => Until(async () =>
        {
            service.Time.Advance(TimeSpan.FromSeconds(2));
            return (await root.Query(new GetKeyChanges(Acme))).Items.Any(c => c.Kind == kind && c.State == "done");
        });
    }

    [Fact]
    public async Task A_row_that_was_moved_to_another_customer_tells_nothing()
    {
        await using var service = await NotesService.Start();
        (await service.Publish(new PersonJoined(CustomerId.Parse("globex"), new(Guid.CreateVersion7()), Email, "sales")))
            .ShouldBe(EventOutcome.Handled);
        await using var connection = await service.Database.OpenAsSuperuser();
        await using (var move = new NpgsqlCommand("update person set customer_id = 'acme'", connection))
            await move.ExecuteNonQueryAsync();

        var answer = await service.Ann().GetAsync("/people");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain(Marker);
    }

    [Fact]
    public void A_service_with_sensitive_values_says_where_their_keys_are()
    {
        string[] settings =
        [
            "--environment=Production", "--ConnectionStrings:notes=Host=nowhere.invalid",
            "--ConnectionStrings:messages=Host=nowhere.invalid", "--Platform:Tokens:Authority=https://identity.example",
        ];

        Should.Throw<PlatformException>(() => NotesService.Create(settings)).Code.ShouldBe("TDP0420");
        Should.NotThrow(() => NotesService.Create([.. settings, $"--Platform:Keys:Folder={Path.GetTempPath()}"]));
    }

    [Fact]
    public async Task Its_schema_is_that_of_the_value_and_null_once_it_is_erased()
    {
        await using var service = await NotesService.Start();
        var schemas = (await service.Anonymous().GetFromJsonAsync<JsonElement>("/openapi/v1.json"))
            .GetProperty("components").GetProperty("schemas");

        var sent = schemas.GetProperty("RegisterPerson").GetProperty("properties").GetProperty("email");
        sent.GetProperty("type").GetString().ShouldBe("string");
        sent.GetProperty("format").GetString().ShouldBe("email");
        sent.GetProperty("maxLength").GetInt32().ShouldBe(60);
        var told = schemas.GetProperty("Person").GetProperty("properties").GetProperty("email").GetProperty("type");
        told.EnumerateArray().Select(t => t.GetString()).ShouldBe(["null", "string"], ignoreOrder: true);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", $"\"{key}\"");
        return await client.SendAsync(request);
    }

    // The tables that hold a text, as it is or as bytes.
    private static async Task<IReadOnlyList<string>> Places(TestDatabase database, string text)
    {
        await using var connection = await database.OpenAsSuperuser();
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
            connection))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        tables.ShouldContain("tdp.held_message");
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var search = new NpgsqlCommand(
                $"select exists (select from {table} t where position($1 in t::text) > 0 or position($2 in t::text) > 0)", connection)
            {
                Parameters = { new() { Value = text }, new() { Value = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)) } },
            };
            if ((bool)(await search.ExecuteScalarAsync())!)
                found.Add(table);
        }

        return found;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }
}
