using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Conformance;

/// <summary>The suite as a team uses it: a service that keeps every promise passes.</summary>
public sealed class ShopConformance() : ServiceConformance(ShopService.Name, ShopService.Create)
{
    protected override Task Arrange(Arrangement given) => Shelves.Arrange(given);
}

internal static class Shelves
{
    internal static async Task Arrange(Arrangement given)
    {
        var shelf = (await given.Send(new AddShelf("Classics"))).Id;
        given.Use(shelf);
        given.Use((await given.Send(new AddArticle(shelf, "Moby-Dick", ArticleKind.Book, 1200))).Id);
    }
}
