using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;

namespace TestDigitalPlatform.Testing.Tests.Shop;

/// <summary>A small service that keeps every promise, unless a test breaks one.</summary>
internal static class ShopService
{
    internal const string Name = "shop";

    internal static WebApplication Create(string[] args) => Create(args, _ => { });

    internal static WebApplication Create(string[] args, Action<WebApplication> breakIt)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform(Name);
        var app = builder.Build();
        breakIt(app);
        app.MapPlatform();
        return app;
    }

    internal static Task<TestService> Start(params string[] settings) => TestService.Start(Name, Create, settings);

    internal static HttpClient Ann(this TestService service) => service.SignIn(Role.CustomerUser, "acme", "ann");

    internal static async Task<ShelfId> AddShelf(this TestService service, string name = "Novels") =>
        (await service.SignIn(Role.CustomerAdministrator, "acme").PostAsJsonAsync("/shelves", new { name })
            .ShouldAnswer<ShelfReceipt>()).Id;

    internal static async Task<ArticleId> AddArticle(
        this HttpClient client, ShelfId shelf, string name = "Moby-Dick") =>
        (await client.PostAsJsonAsync("/articles", new { shelfId = shelf, name, kind = "book", price = 1200 })
            .ShouldAnswer<ArticleReceipt>()).Id;
}
