using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Testing.Conformance.Filling;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>One running service that is held to a promise.</summary>
internal sealed class ConformanceSession : IAsyncDisposable
{
    private readonly ConformanceRules rules;
    private readonly JsonDocument document;
    private readonly Dictionary<Caller, HttpClient> clients = [];
    private HttpClient? nobody;
    private int customers;

    private ConformanceSession(
        TestService service, JsonDocument document, TableFiller filler, ConformanceRules rules)
    {
        (Service, this.document, Filler, this.rules) = (service, document, filler, rules);
        var paths = document.RootElement.GetProperty("paths");
        Operations = [.. service.Services.GetRequiredService<ServiceDefinition>().Endpoints
            .Select(e => new OperationProfile(e.Operation, paths))
            .OrderBy(o => o.Operation.Path, StringComparer.Ordinal)
            .ThenBy(o => o.Operation.Method, StringComparer.Ordinal)];
        Endpoints = [.. service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .SelectMany(EndpointProfile.Of)
            .OrderBy(e => e.ToString(), StringComparer.Ordinal)];
    }

    internal TestService Service { get; }

    internal IReadOnlyList<OperationProfile> Operations { get; }

    /// <summary>What the service maps beside its operations.</summary>
    internal IReadOnlyList<EndpointProfile> Endpoints { get; }

    /// <summary>Multiplies the rows that were arranged.</summary>
    internal TableFiller Filler { get; }

    internal JsonElement Document => document.RootElement;

    internal static async Task<ConformanceSession> Start(
        string service, Func<string[], WebApplication> create, ConformanceRules rules, string[] settings)
    {
        var started = await TestService.Start(service, create, [.. settings, "Platform:Docs=true"]);
        // A check reads answers to their end.
        started.Services.GetRequiredService<Database>().FollowLimit = TimeSpan.Zero;
        try
        {
            return new ConformanceSession(
                started,
                JsonDocument.Parse(await started.OpenApi()),
                await TableFiller.Of(started.Database),
                rules);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="TestFailedException">The promise is not kept; the message says by which
    /// operations.</exception>
    internal async Task Hold(IConformanceCheck check)
    {
        var findings = new List<Finding>();
        await check.Run(this, findings);
        if (findings.Count > 0)
            throw new TestFailedException(FindingsTable.Of(check.Promise, findings, Service.Log));
    }

    /// <summary>Arranges for one operation, for a customer of its own.</summary>
    internal async Task<Arrangement> Arrange(OperationProfile profile)
    {
        var given = Unarranged(profile);
        await rules.Arrange(given);
        return given;
    }

    /// <summary>Arranges for each list, all before rows are made.</summary>
    internal async Task<IReadOnlyList<(OperationProfile Profile, Arrangement Given)>> ArrangeLists()
    {
        var lists = new List<(OperationProfile, Arrangement)>();
        foreach (var profile in Operations.Where(o => o.IsPage))
            lists.Add((profile, await Arrange(profile)));
        return lists;
    }

    /// <summary>Whether the team has said that this may read a whole table.</summary>
    internal bool MayScan(Type message, Role role, string criterion) => rules.MayScan(message, role, criterion);

    /// <summary>A customer that has nothing.</summary>
    internal Arrangement Unarranged(OperationProfile profile) => new(this, profile.Operation, NewCustomer());

    /// <summary>Somebody of a role, of a customer that has nothing where the role belongs to one.</summary>
    internal Caller Stranger(Role role)
    {
        var caller = new Caller(UserId.Parse("conformance"), role, null);
        return caller.IsPlatform ? caller : caller with { Customer = NewCustomer() };
    }

    private CustomerId NewCustomer() =>
        CustomerId.Parse(string.Create(CultureInfo.InvariantCulture, $"conformance-{++customers}"));

    /// <summary>Arranges for one event, for a customer of its own.</summary>
    internal async Task<Arrangement> Arrange(EventSubscription handled)
    {
        var given = new Arrangement(
            this,
            new Operation { Message = handled.Event, Answer = typeof(Nothing), IsCommand = true, Method = "", Path = "" },
            CustomerId.Parse(string.Create(CultureInfo.InvariantCulture, $"conformance-{++customers}")));
        await rules.Arrange(given);
        return given;
    }

    internal async Task<Answer> Send(Caller? caller, HttpRequestMessage request)
    {
        using var sent = request;
        using var response = await ClientOf(caller).SendAsync(sent);
        return await Answer.Of(response);
    }

    // Each keeps its connection from call to call.
    internal HttpClient ClientOf(Caller? caller)
    {
        if (caller is null)
            return nobody ??= Service.Anonymous();
        if (!clients.TryGetValue(caller, out var client))
            clients[caller] = client = Service.SignIn(caller);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        document.Dispose();
        await Service.DisposeAsync();
    }
}

/// <summary>What the team says about its service.</summary>
/// <param name="Arrange">Brings about the state that an operation needs.</param>
/// <param name="MayScan">Whether a message of a role may read a whole table.</param>
internal sealed record ConformanceRules(Func<Arrangement, Task> Arrange, Func<Type, Role, string, bool> MayScan);
