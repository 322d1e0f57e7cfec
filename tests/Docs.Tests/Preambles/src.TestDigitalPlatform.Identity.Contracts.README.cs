internal class PageScope
{
    protected static readonly ServiceClient identity = new(new HttpClient());
}
