using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Stubs;

public sealed class StubTests
{
    private static readonly Refusal Lost = new("parcels.lost", "Nobody knows where it is.", RefusalKind.NotFound);

    [Fact]
    public async Task Another_service_is_answered_for_in_a_line()
    {
        await using var service = await Start();

        service.Stub((TrackParcel query) => new ParcelPlace($"depot {query.Parcel}"));

        (await service.Anonymous().GetStringAsync(new Uri("/where/7", UriKind.Relative), Cancel)).ShouldBe("depot 7");
    }

    [Fact]
    public async Task A_refusal_of_another_service_reaches_the_code_that_expects_it()
    {
        await using var service = await Start();

        service.StubRefusal<TrackParcel>(Lost);
        (await Get(service, "/where/7")).ShouldBe((HttpStatusCode.OK, "lost"));
        service.Stub<TrackParcel, ParcelPlace>(_ => throw new RefusedException(Lost));
        (await Get(service, "/where/7")).ShouldBe((HttpStatusCode.OK, "lost"));
    }

    [Fact]
    public async Task A_stub_must_answer_with_what_the_contract_says()
    {
        await using var service = await Start();

        Should.Throw<ArgumentException>(() => service.Stub((TrackParcel _) => "depot"));
        Should.Throw<ArgumentException>(() => service.Stub((string text) => text));
        Should.Throw<ArgumentException>(() => service.StubUnavailable<ParcelPlace>());
    }

    [Fact]
    public async Task A_service_whose_dependency_is_down_answers_503_and_says_when_to_come_again()
    {
        await using var service = await Start();
        service.StubUnavailable<TrackParcel>();

        var answer = await service.Anonymous().GetAsync("/where/7");

        await answer.ShouldBeProblem(503, "dependency_unavailable");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        service.Log.Lines.ShouldContain(line => line.Contains("that this one depends on", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/where/7")]
    [InlineData("/plain")]
    public async Task So_does_one_whose_dependency_can_not_be_reached(string path)
    {
        await using var service = await Start("Platform:Clients:parcels:MaxRetryAttempts=0");

        var answer = await service.Anonymous().GetAsync(path);

        await answer.ShouldBeProblem(503, "dependency_unavailable");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("/where/7")]
    [InlineData("/plain")]
    [InlineData("/impatient")]
    public async Task And_one_whose_dependency_accepts_and_is_silent(string path)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var service = await Start(
            $"Platform:Clients:parcels:Address=http://{silent.LocalEndpoint}", "Platform:Clients:parcels:MaxRetryAttempts=0",
            "Platform:Clients:parcels:AttemptTimeout=00:00:01", "Platform:Clients:parcels:TotalTimeout=00:00:01");

        await service.Anonymous().GetAsync(path).ShouldBeProblem(503, "dependency_unavailable");
    }

    [Fact]
    public async Task A_refusal_that_nobody_expected_is_no_fault_of_the_caller_and_no_500()
    {
        await using var service = await Start();
        service.StubRefusal<ReturnParcel>(Lost);

        await service.Anonymous().PostAsync("/back/7", null).ShouldBeProblem(502, "dependency_failed");
        service.Stub((ReturnParcel _) => default(Nothing));
        await service.Anonymous().PostAsync("/back/7", null).ShouldSucceed();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(HttpStatusCode, string)> Get(TestService service, string path)
    {
        var answer = await service.Anonymous().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static Task<TestService> Start(params string[] settings) =>
        TestService.Start(ShopService.Name, Create, settings);

    private static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform(ShopService.Name);
        builder.AddServiceClient<ParcelsClient>("parcels", new Uri("http://127.0.0.1:1"));
        var app = builder.Build();
        app.MapPlatform();
        app.MapGet("/where/{parcel}", Where).WithMetadata(new AllowAnonymousAttribute());
        app.MapPost("/back/{parcel}", (int parcel, ParcelsClient parcels) => parcels.Send(new ReturnParcel(parcel)))
            .WithMetadata(new AllowAnonymousAttribute());
        var address = new Uri(builder.Configuration["Platform:Clients:parcels:Address"] ?? "http://127.0.0.1:1");
        app.MapGet("/plain", () => Plain(address, TimeSpan.FromSeconds(1))).WithMetadata(new AllowAnonymousAttribute());
        app.MapGet("/impatient", () => Plain(address, TimeSpan.FromMilliseconds(50)))
            .WithMetadata(new AllowAnonymousAttribute());
        return app;
    }

    private static async Task<string> Where(int parcel, ParcelsClient parcels, CancellationToken cancellationToken)
    {
        try
        {
            return (await parcels.Query(new TrackParcel(parcel), cancellationToken)).Place;
        }
        catch (RefusedByServiceException no) when (no.Is(Lost))
        {
            return "lost";
        }
    }

    // A client that is none of ours.
    private static async Task<string> Plain(Uri address, TimeSpan timeout)
    {
        using var http = new HttpClient { Timeout = timeout };
        return await http.GetStringAsync(address);
    }
}
