using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Hosting;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>One running service that is held to a promise.</summary>
internal sealed class ConformanceSession : IAsyncDisposable
{
    private readonly Func<Arrangement, Task> arrange;
    private readonly JsonDocument document;
    private int customers;

    private ConformanceSession(TestService service, JsonDocument document, Func<Arrangement, Task> arrange)
    {
        (Service, this.document, this.arrange) = (service, document, arrange);
        var paths = document.RootElement.GetProperty("paths");
        Operations = [.. service.Services.GetRequiredService<ServiceDefinition>().Endpoints
            .Select(e => new OperationProfile(e.Operation, paths))
            .OrderBy(o => o.Operation.Path, StringComparer.Ordinal).ThenBy(o => o.Operation.Method, StringComparer.Ordinal)];
    }

    internal TestService Service { get; }

    internal IReadOnlyList<OperationProfile> Operations { get; }

    internal JsonElement Document => document.RootElement;

    internal static async Task<ConformanceSession> Start(
        string service, Func<string[], WebApplication> create, Func<Arrangement, Task> arrange, string[] settings)
    {
        var started = await TestService.Start(service, create, [.. settings, "Platform:Docs=true"]);
        try
        {
            return new ConformanceSession(started, JsonDocument.Parse(await started.OpenApi()), arrange);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="TestFailedException">The promise is not kept; the message lists by which operations.</exception>
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
        await arrange(given);
        return given;
    }

    /// <summary>A customer that has nothing.</summary>
    internal Arrangement Unarranged(OperationProfile profile) => new(
        this,
        profile.Operation,
        CustomerId.Parse(string.Create(CultureInfo.InvariantCulture, $"conformance-{Interlocked.Increment(ref customers)}")));

    internal async Task<Answer> Send(Caller? caller, HttpRequestMessage request)
    {
        using var sent = request;
        using var client = caller is null ? Service.Anonymous() : Service.SignIn(caller);
        using var response = await client.SendAsync(sent);
        return await Answer.Of(response);
    }

    public async ValueTask DisposeAsync()
    {
        document.Dispose();
        await Service.DisposeAsync();
    }
}
