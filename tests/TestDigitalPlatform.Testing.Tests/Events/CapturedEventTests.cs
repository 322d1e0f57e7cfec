using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Events;

public sealed class CapturedEventTests
{
    [Fact]
    public async Task Reads_what_was_told_typed_and_in_order()
    {
        await using var service = await ShopService.Start();
        var shelf = await service.AddShelf();
        var first = await service.Ann().AddArticle(shelf, "Moby-Dick");
        var second = await service.Ann().AddArticle(shelf, "Emma");
        await service.Ann().PostAsync($"/articles/{first}/sale", null).ShouldSucceed();

        (await service.Events()).Select(e => e.GetType())
            .ShouldBe([typeof(ArticleAdded), typeof(ArticleAdded), typeof(ArticleSold)]);
        (await service.Events<ArticleAdded>()).Select(e => (e.Article, e.Name))
            .ShouldBe([(first, "Moby-Dick"), (second, "Emma")]);
    }

    [Fact]
    public async Task Is_empty_when_nothing_was_told()
    {
        await using var service = await ShopService.Start();

        (await service.Events()).ShouldBeEmpty();
    }
}
