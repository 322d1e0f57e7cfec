using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Files;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Start;

namespace TestDigitalPlatform.Hosting.Tests.Start;

public sealed class PlatformOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var failed = Should.Throw<AggregateException>(() => Add(
            "Production", "Platform:MaxBodyBytes=5", "Platform:Connections:Max=1", "Platform:Connections:Proxies=here",
            "Platform:Tokens:CacheSize=0", "Platform:HeaderSeconds=1", "OTEL_EXPORTER_OTLP_ENDPOINT=nowhere",
            "Platform:Messages:Concurrency=0", "Platform:Files:UploadTimeout=soon", "ConnectionStrings:messages=Hst=here"));

        failed.InnerExceptions.Cast<PlatformException>().Select(error => error.Code).ShouldBe(
            [
                "TDP0351", "TDP0303", "TDP0303", "TDP0303", "TDP0303", "TDP0303", "TDP0310", "TDP0301", "TDP0302", "TDP0304",
                "TDP0339",
            ],
            ignoreOrder: true);
        var told = StartFailure.Describe(failed)!;
        foreach (var word in (string[])[
            "MaxBodyBytes", "'Platform:Connections'", "here", "'Platform:Tokens'", "ConnectionStrings__orders", "nowhere",
            "'Platform:Messages'", "Platform:Files:UploadTimeout", "ConnectionStrings__messages"])
            told.ShouldContain(word);
    }

    [Fact]
    public void What_is_wrong_in_the_contracts_hides_nothing_else()
    {
        var failed = Should.Throw<AggregateException>(() => Builder("Production").AddPlatform(
            "orders", new ServiceDefinition(Assembly.GetExecutingAssembly(), [Of<Speed, GetSpeed, ChangeSpeed>(), Of<Pace, GetPace, ChangePace>()])));

        failed.InnerExceptions.Cast<PlatformException>().Select(error => error.Code).ShouldBe(
            ["TDP0305", "TDP0362", "TDP0301", "TDP0302"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Files:UploadMinutes", "Files:UploadTimeout", true)]
    [InlineData("HeaderSeconds", "Connections:HeaderTimeout", true)]
    [InlineData("KeepAliveSeconds", "Connections:KeepAliveTimeout", true)]
    [InlineData("DrainSeconds", "DrainTimeout", true)]
    [InlineData("MaxConnections", "Connections:Max", false)]
    [InlineData("AddressShare", "Connections:AddressShare", false)]
    [InlineData("Proxies", "Connections:Proxies", false)]
    public void An_old_name_is_an_error_that_says_the_new_one(string old, string now, bool isTime)
    {
        var failed = Should.Throw<PlatformException>(() => Add("Development", Connection, $"Platform:{old}=1"));

        failed.Code.ShouldBe("TDP0351");
        failed.Message.ShouldContain($"Platform:{old} is now called Platform:{now}");
        failed.Message.Contains("00:00:20").ShouldBe(isTime);
    }

    [Fact]
    public async Task Code_is_honoured_before_and_after_and_in_the_call()
    {
        var builder = Builder("Development", Connection, "Platform:Connections:KeepAliveTimeout=00:00:30");
        builder.Services.Configure<PlatformOptions>(options => options.MaxConcurrentRequests = 7);
        builder.AddPlatform("orders", Nothing, options => options.DrainTimeout = TimeSpan.FromSeconds(3));
        builder.Services.Configure<PlatformOptions>(options => options.Connections.HeaderTimeout = TimeSpan.FromSeconds(5));
        builder.Services.Configure<PlatformOptions>(options => options.Tokens.Audience = "orders");

        await using var app = builder.Build();

        app.Services.GetRequiredService<PlatformOptions>().MaxConcurrentRequests.ShouldBe(7);
        app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.ShouldBe(TimeSpan.FromSeconds(3));
        var limits = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        app.Services.GetRequiredService<PlatformTokenOptions>().Audience.ShouldBe("orders");
    }

    [Fact]
    public void Code_is_held_to_the_limits_too()
    {
        var builder = Builder("Development", Connection);
        builder.AddPlatform("orders", Nothing);
        builder.Services.Configure<PlatformOptions>(options => options.MaxBodyBytes = 5);
        builder.Services.Configure<PlatformOptions>(options => options.Connections.HeaderTimeout = TimeSpan.Zero);

        var failed = Should.Throw<OptionsValidationException>(() => builder.Build());

        var told = StartFailure.Describe(failed)!;
        told.ShouldContain("TDP0303");
        told.ShouldContain("MaxBodyBytes");
        told.ShouldContain("HeaderTimeout");
    }

    [Fact]
    public async Task Code_changes_the_options_of_files_and_messages()
    {
        var builder = Builder("Development", Connection, "Platform:Files:UploadTimeout=00:02:00", "Platform:Messages:BlockSize=7");
        builder.AddPlatform("orders", Nothing);
        builder.Services.Configure<PlatformFileOptions>(options => options.Folder = "kept");
        builder.Services.Configure<MessageOptions>(options => options.Concurrency = 3);

        await using var app = builder.Build();

        app.Services.GetRequiredService<PlatformFileOptions>().UploadTimeout.ShouldBe(TimeSpan.FromMinutes(2));
        app.Services.GetRequiredService<IFileStore>().ShouldBeOfType<FolderFileStore>();
        var messages = app.Services.GetRequiredService<MessageOptions>();
        (messages.Concurrency, messages.BlockSize).ShouldBe((3, 7));
    }

    [Fact]
    public async Task What_code_sets_wrongly_in_several_classes_is_told_at_once()
    {
        var builder = Builder("Development", Connection);
        builder.AddPlatform("orders", Nothing);
        builder.Services.Configure<PlatformFileOptions>(options => options.UploadTimeout = TimeSpan.Zero);
        builder.Services.Configure<MessageOptions>(options => (options.Concurrency, options.BlockSize) = (0, 0));
        await using var app = builder.Build();

        var failed = Should.Throw<AggregateException>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        var told = StartFailure.Describe(failed)!.Split(Environment.NewLine);
        told.Length.ShouldBe(2);
        told.ShouldAllBe(line => line.StartsWith("TDP0303: "));
        string.Concat(told).ShouldSatisfyAllConditions(
            all => all.ShouldContain("UploadTimeout"), all => all.ShouldContain("Concurrency"), all => all.ShouldContain("BlockSize"));
    }

    [Fact]
    public void A_teams_own_options_are_told_like_ours() =>
        StartFailure.Describe(new OptionsValidationException("", typeof(PlatformOptionsTests), ["The address is missing."]))!
            .ShouldContain("TDP0303: PlatformOptionsTests can't be used: The address is missing.");

    private const string Connection = "ConnectionStrings:orders=Host=127.0.0.1;Database=orders";

    private static readonly ServiceDefinition Nothing = new(Assembly.GetExecutingAssembly(), []);

    private static OperationEndpoint Of<TSettings, TGet, TChange>()
        where TSettings : class, new()
        where TGet : class, IQuery<SettingsView<TSettings>>
        where TChange : IChangeSettings<TSettings> =>
        OperationEndpoint.Query<SettingsHandler<TGet, TChange, TSettings>, TGet, SettingsState, SettingsView<TSettings>>(
            new()
            {
                Message = typeof(TGet), Answer = typeof(SettingsView<TSettings>), IsCommand = false, Method = "GET", Path = "/x",
            },
            _ => throw new NotSupportedException(), _ => null);

    [Settings("speed")]
    public sealed record Speed;

    [Settings("speed")]
    public sealed record Pace;

    [Get("/speed"), Allow, Deprecated("soon")]
    public sealed record GetSpeed : IQuery<SettingsView<Speed>>;

    [Put("/speed"), Allow]
    public sealed record ChangeSpeed(Speed Values) : IChangeSettings<Speed>;

    [Get("/pace"), Allow]
    public sealed record GetPace : IQuery<SettingsView<Pace>>;

    [Put("/pace"), Allow]
    public sealed record ChangePace(Pace Values) : IChangeSettings<Pace>;

    private static void Add(string environment, params string[] settings) =>
        Builder(environment, settings).AddPlatform("orders", Nothing);

    private static WebApplicationBuilder Builder(string environment, params string[] settings) => WebApplication.CreateBuilder(
        [$"--environment={environment}", .. settings.Select(setting => $"--{setting}")]);
}
